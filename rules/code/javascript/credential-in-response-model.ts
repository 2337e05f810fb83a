export class UserResponseDto {
  id: string;
  // ruleid: credential-in-response-model-class
  passwordHash: string;
}

@ObjectType()
export class Account {
  @Field()
  id: string;

  @Field()
  // ruleid: credential-in-response-model-class
  password: string;
}

export class MemberResponse {
  @Exclude()
  // ok: credential-in-response-model-class
  password: string;
}

export class LoginDto {
  // ok: credential-in-response-model-class
  password: string;
}

@ObjectType()
export class Person {
  @Field()
  name: string;

  @Column()
  // ok: credential-in-response-model-class
  password: string;
}

const schema = gql`
  # ruleid: credential-in-response-model-graphql
  type User {
    id: ID!
    password: String!
  }
  # ok: credential-in-response-model-graphql
  type Order {
    id: ID!
    owner: User!
  }
  # ok: credential-in-response-model-graphql
  input SignUp {
    email: String!
    password: String!
  }
  # ok: credential-in-response-model-graphql
  type Mutation {
    signUp(email: String!, password: String!): User
  }
`;
