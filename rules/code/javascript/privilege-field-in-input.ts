export class RegisterDto {
  @IsEmail()
  email: string;

  @IsOptional()
  // ruleid: privilege-field-in-input-class
  role: string;
}

export class UpdateProfileInput {
  name: string;
  // ruleid: privilege-field-in-input-class
  isAdmin?: boolean;
}

export class CreateUserByAdminDto {
  email: string;
  // ok: privilege-field-in-input-class
  role: string;
}

export class RegisterResponseDto {
  // ok: privilege-field-in-input-class
  role: string;
}

export class SignUpDto {
  // ok: privilege-field-in-input-class
  name: string;
}

// ruleid: privilege-field-in-input-schema
const signUpSchema = z.object({ email: z.string().email(), role: z.enum(['user', 'admin']) });
// ruleid: privilege-field-in-input-schema
const register = { body: Joi.object().keys({ email: Joi.string(), isAdmin: Joi.boolean() }) };
// ok: privilege-field-in-input-schema
const registerBody = z.object({ email: z.string().email(), password: z.string() });
// ok: privilege-field-in-input-schema
const createUserByAdmin = z.object({ email: z.string(), role: z.string() });
