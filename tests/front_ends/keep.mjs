// Writes answers into the stores of Relay and Apollo, one after another, and says after each what the stores hold.
//
// stdin:  {"steps": [{"kind": "query" or "mutation", "text": document, "selections": Relay's form of it, "data": the answer}],
//          "possibleTypes": {…}}
// stdout: {"relay": [kept…], "apollo": [kept…]}, kept = {"records": by id, "read": [what each step so far reads, whole?]}
import { ApolloClient, ApolloLink, InMemoryCache, gql } from '@apollo/client/core/index.js';
import relay from 'relay-runtime';

const { Environment, Network, RecordSource, Store, createOperationDescriptor } = relay;
const ROOTS = {
  query: { type: 'Query', record: 'ROOT_QUERY' },
  mutation: { type: 'Mutation', record: 'ROOT_MUTATION' },
};
const plain = (value) => JSON.parse(JSON.stringify(value));

function inRelay(steps) {
  const environment = new Environment({
    network: Network.create(() => Promise.reject(new Error('nothing is asked here'))),
    store: new Store(new RecordSource()),
  });
  const operations = steps.map(({ kind, text, selections }, place) => {
    const name = `Step${place}`;
    const type = ROOTS[kind].type;
    const shared = { name, argumentDefinitions: [], selections };
    const request = {
      kind: 'Request',
      fragment: { kind: 'Fragment', type, metadata: null, abstractKey: null, ...shared },
      operation: { kind: 'Operation', ...shared },
      params: { id: null, cacheID: name, metadata: {}, name, operationKind: kind, text },
    };
    return createOperationDescriptor(request, {});
  });
  operations.forEach((operation) => environment.retain(operation));
  return steps.map(({ data }, place) => {
    environment.commitPayload(operations[place], data);
    const read = operations.slice(0, place + 1).map((operation) => environment.lookup(operation.fragment));
    return plain({
      records: environment.getStore().getSource().toJSON(),
      read: read.map((each) => [each.data, !each.isMissingData]),
    });
  });
}

function inApollo(steps, possibleTypes) {
  const cache = new InMemoryCache({ possibleTypes });
  const client = new ApolloClient({ cache, link: ApolloLink.empty() });
  const diff = { optimistic: false, returnPartialData: true };
  const asked = steps.map(({ text }) => cache.transformDocument(gql(text)));
  return steps.map(({ data }, place) => {
    client.writeQuery({ query: asked[place], data, id: ROOTS[steps[place].kind].record });
    const read = asked
      .slice(0, place + 1)
      .map((query, each) =>
        steps[each].kind === 'query' ? cache.diff({ query, ...diff }) : { result: null, complete: true },
      ); // what a mutation has answered is not read from the cache
    return plain({ records: cache.extract(), read: read.map((each) => [each.result, each.complete]) });
  });
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { steps, possibleTypes } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
const kept = { relay: inRelay(steps), apollo: inApollo(steps, possibleTypes) };
process.stdout.write(JSON.stringify(kept), () => process.exit(0)); // timers of the stores would keep it waiting
