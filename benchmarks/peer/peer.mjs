// The peer: @neo4j/graphql behind graphql-yoga on one Neo4j, as its documentation starts it. Part of the catalogue, by the
// names under which Zhengtu stores it. Prints its port as a line of JSON and ends when its standard input ends.
//
// usage: node peer.mjs BOLT_URI
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const typeDefs = /* GraphQL */ `
  type Department @node {
    id: ID!
    name: String!
  }
  type Item @node {
    id: ID!
    name: String!
    dataType: String!
    seq: Int!
  }
  type Resource @node {
    id: ID!
    name: String!
    sharing: String!
    state: String!
    provider: [Department!]! @relationship(type: "PROVIDED_BY", direction: OUT)
    items: [Item!]! @relationship(type: "HAS_ITEM", direction: OUT)
  }
  type LicenseType @node {
    id: ID!
    name: String!
  }
  type Holder @node {
    id: ID!
    codeHash: String!
  }
  type License @node {
    id: ID!
    identifier: String!
    number: String!
    state: String!
    issuedOn: Date!
    typeName: String!
    type: [LicenseType!]! @relationship(type: "OF_TYPE", direction: OUT)
    holders: [Holder!]! @relationship(type: "HELD_BY", direction: OUT)
  }
`;

const driver = neo4j.driver(process.argv[2]);
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = createServer(createYoga({ schema, logging: false, graphiql: false }));
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));

process.stdin.resume();
process.stdin.on("end", async () => {
  server.close();
  await driver.close();
  process.exit(0);
});
