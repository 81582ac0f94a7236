// The page behind GET /graphql: GraphiQL on our own endpoint, with nothing loaded from anywhere else.
import { createRoot } from "react-dom/client";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";

const WELCOME = `# 证图 Zhengtu：在左侧输入查询，按 Ctrl-Enter 执行；右侧为结果，左上角为文档。
# Type a query on the left, run it with Ctrl-Enter; the book icon opens the documentation.
#
# 需要身份时，在下方 Headers 中填写令牌 / to ask as somebody, put a token into Headers below:
#   {"Authorization": "Bearer <zhengtu token --role staff>"}

{
  resources(search: "婚姻", first: 3) {
    totalCount
    edges {
      node {
        code
        name
        provider {
          name
        }
        items {
          name
          dataType
        }
      }
    }
  }
}
`;

async function ask(params, options) {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: {
      ...options?.headers,
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json;q=0.9",
    },
    body: JSON.stringify(params),
  });
  return answer.json();
}

// An address may name what is asked for, as a notice's does: it is shown, and nothing is sent before somebody says so.
const named = new URLSearchParams(location.search).get("query");

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL fetcher={ask} defaultQuery={WELCOME} query={named ?? undefined} />,
);
