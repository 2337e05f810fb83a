import { ValidationPipe } from '@nestjs/common';
import { z } from 'zod';

// ruleid: unknown-fields-accepted-pipe
app.useGlobalPipes(new ValidationPipe());
// ruleid: unknown-fields-accepted-pipe
app.useGlobalPipes(new ValidationPipe({ transform: true }));
// ok: unknown-fields-accepted-pipe
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
// ok: unknown-fields-accepted-pipe
app.useGlobalPipes(new ValidationPipe(validationOptions));
// ok: unknown-fields-accepted-pipe
app.useGlobalPipes(new ValidationPipe({ ...options, transform: true }));

// ruleid: unknown-fields-accepted-schema
const createOrderBody = z.object({ item: z.string(), count: z.number() }).passthrough();
// ruleid: unknown-fields-accepted-schema
const registerSchema = Joi.object({ email: Joi.string().email() }).unknown(true);
// ok: unknown-fields-accepted-schema
const updateOrderBody = z.object({ count: z.number() }).strict();
// ok: unknown-fields-accepted-schema
const createOrderResponse = z.object({ id: z.string() }).passthrough();
// ok: unknown-fields-accepted-schema
const environment = Joi.object({ PORT: Joi.number() }).unknown();
// ok: unknown-fields-accepted-schema
const loginBody = z.object({ email: z.string(), password: z.string() });
