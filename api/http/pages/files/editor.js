// Files in the query editor: a variable of type Upload takes a file that is chosen here, and a file whose address an
// answer tells is fetched with the headers of who has asked.
// What is said stands in the page that the server wrote. This is loaded before the editor, and sends what it sends.

(() => {
  const GRAPHQL = "/graphql";
  const PREFLIGHT = "GraphQL-Preflight";
  const NAMED = /filename\*=UTF-8''([^;]+)/i;
  const MOST = 8;

  const bar = document.querySelector("#files");
  const chosen = bar.querySelector("input");
  const told = bar.querySelector("[role=status]");
  const offered = bar.querySelector("[data-offered]");
  const send = window.fetch.bind(window);
  const says = (name) => bar.dataset[name];

  window.fetch = async (address, options = {}) => {
    if (address !== GRAPHQL || typeof options.body !== "string") return send(address, options);
    const asked = JSON.parse(options.body);
    const names = uploads(asked);
    if (names.length > chosen.files.length) {
      told.textContent = says("missing");
      chosen.focus();
      return Response.json({ errors: [{ message: says("missing"), extensions: { variables: names } }] });
    }
    told.textContent = "";
    const answer = await send(address, names.length ? withFiles(asked, names, options) : options);
    if (asked.operationName !== "IntrospectionQuery") offer(await answer.clone().text(), own(options.headers));
    return answer;
  };

  /** Names of the variables of type Upload of the operation that is run. */
  function uploads({ query = "", operationName }) {
    const text = query.replace(/#.*/g, "");
    const named = operationName && new RegExp(`\\b(?:query|mutation)\\s+${operationName}\\s*\\(([^)]*)\\)`).exec(text);
    return [...(named ? named[1] : text).matchAll(/\$(\w+)\s*:\s*Upload\b/g)].map(([, name]) => name);
  }

  /** The same request as a multipart one: the first name has the first file. */
  function withFiles(asked, names, options) {
    const nothing = Object.fromEntries(names.map((name) => [name, null]));
    const form = new FormData();
    form.set("operations", JSON.stringify({ ...asked, variables: { ...asked.variables, ...nothing } }));
    form.set("map", JSON.stringify(Object.fromEntries(names.map((name, place) => [place, [`variables.${name}`]]))));
    names.forEach((_, place) => form.set(`${place}`, chosen.files[place]));
    return { ...options, headers: { ...own(options.headers), [PREFLIGHT]: "1" }, body: form };
  }

  /** The headers that somebody has given, without what says of which kind the body is. */
  function own(headers = {}) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-type"));
  }

  /** Offer the files of this server that an answer names. */
  function offer(text, headers) {
    const addresses = [...text.matchAll(/"(https?:\/\/[^"\\]+)"/g)].map(([, each]) => each);
    const here = addresses.filter((each) => each.startsWith(`${says("begins")}/`));
    const paths = here.map((each) => each.slice(says("begins").length)).filter((each) => !each.startsWith(GRAPHQL));
    offered.replaceChildren(...[...new Set(paths)].slice(0, MOST).map((path) => fetching(path, headers)));
  }

  function fetching(path, headers) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${says("fetch")} ${path}`;
    button.addEventListener("click", async () => {
      const answer = await send(path, { headers });
      if (answer.ok) save(await answer.blob(), answer.headers.get("content-disposition") ?? "", path);
      told.textContent = answer.ok ? says("fetched") : `${says("refused")} (${answer.status})`;
    });
    return button;
  }

  /** Save a file under the name that it came with, or that its address ends in. */
  function save(content, disposition, path) {
    const [, named] = NAMED.exec(disposition) ?? [];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = named ? decodeURIComponent(named) : path.split("/").at(-1);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
})();
