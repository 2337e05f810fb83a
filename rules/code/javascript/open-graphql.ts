import { ApolloServer } from '@apollo/server';

// ruleid: open-graphql-server
const server = new ApolloServer({ typeDefs, resolvers, introspection: true });
// ruleid: open-graphql-server
const loose = new ApolloServer({ schema, csrfPrevention: false, cache: 'bounded' });
// ruleid: open-graphql-server
const traced = new ApolloServer({ schema, includeStacktraceInErrorResponses: true });
// ok: open-graphql-server
const closed = new ApolloServer({ typeDefs, resolvers, introspection: settings.development });
// ok: open-graphql-server
const plain = new ApolloServer({ typeDefs, resolvers });
// ok: open-graphql-server
const other = new SchemaLoader({ introspection: true });

@Module({
  // ruleid: open-graphql-module
  imports: [GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, playground: true })],
})
export class AppModule {}

@Module({
  // ok: open-graphql-module
  imports: [GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, playground: false })],
})
export class ClosedModule {}

// ruleid: open-graphql-explorer
app.use('/graphql', graphqlHTTP({ schema, graphiql: true }));
// ruleid: open-graphql-explorer
fastify.register(mercurius, { schema, graphiql: true });
// ok: open-graphql-explorer
app.use('/graphql', graphqlHTTP({ schema, graphiql: settings.development }));
// ok: open-graphql-explorer
fastify.register(mercurius, { schema });
