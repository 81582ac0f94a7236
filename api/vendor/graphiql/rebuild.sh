#!/bin/sh
# Builds graphiql.js and graphiql.css from npm's packages, offline-ready: no script, style or font from elsewhere.
# Needs node, npm and a reachable npm registry. Usage: api/vendor/graphiql/rebuild.sh
#
# VERSION names every package inside the bundle with its version, and is what gets installed; to update, leave in it
# only the first lines (graphiql, graphql, react, react-dom) with the new versions: the build writes the rest.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/editor.jsx" "$work/"
cd "$work"
printf '{"private":true,"type":"module"}' > package.json
sed 's/ /@/' "$here/VERSION" | xargs npm install --ignore-scripts --no-audit --no-fund --no-package-lock --save-exact esbuild@0.28.2
./node_modules/.bin/esbuild editor.jsx --bundle --minify --format=iife --target=es2022 --jsx=automatic \
  --legal-comments=none --define:process.env.NODE_ENV='"production"' \
  --loader:.ttf=dataurl --loader:.woff=dataurl --loader:.woff2=dataurl \
  --outfile=out/graphiql.js --metafile=out/meta.json --log-level=warning
cat > collect.mjs <<'SCRIPT'
// Which packages are in the bundle, at which version, under which license text.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
const meta = JSON.parse(readFileSync("out/meta.json", "utf8"));
const folders = new Set();
for (const file of Object.keys(meta.inputs)) {
  const at = file.lastIndexOf("node_modules/");
  if (at < 0) continue;
  const [first, second] = file.slice(at + 13).split("/");
  folders.add(file.slice(0, at + 13) + (first.startsWith("@") ? `${first}/${second}` : first));
}
const found = [...folders].map((folder) => ({ folder, about: JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) }));
found.sort((a, b) => (a.about.name < b.about.name ? -1 : 1));
const first = ["graphiql", "graphql", "react", "react-dom"];
const line = ({ about }) => `${about.name} ${about.version}`;
const lead = first.map((name) => found.find(({ about, folder }) => about.name === name && folder === `node_modules/${name}`));
const rest = found.filter((entry) => !lead.includes(entry));
writeFileSync("out/VERSION", [...lead, ...rest].map(line).join("\n") + "\n");
const texts = found.map(({ folder, about }) => {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)/i.test(file));
  const words = name && existsSync(`${folder}/${name}`) ? readFileSync(`${folder}/${name}`, "utf8").trim() : `License: ${about.license}; the package has no license file.`;
  return `${about.name} ${about.version} (${about.license})\n${"=".repeat(60)}\n${words}\n`;
});
writeFileSync("out/LICENSES.txt", texts.join("\n\n"));
SCRIPT
node collect.mjs
cp out/graphiql.js out/graphiql.css out/VERSION out/LICENSES.txt "$here/"
cd "$here"
sha256sum graphiql.js graphiql.css LICENSES.txt VERSION editor.jsx > SHA256SUMS
ls -l
