// Draws PDF files with pdf.js, one after the other, until its input ends.
//
// A file comes on stdin as its length (4 bytes, big-endian) and its bytes. What is drawn goes to stdout in the same way:
// one message a page, each a line `width height` and the points in RGB, then an empty message; a file that could not be
// drawn gives the message `error: …` in their place. At most as many pages are drawn as the first argument says, at
// as many dots per inch as the second.

import { createCanvas } from "@napi-rs/canvas";
import { AnnotationMode, getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";
import { fileURLToPath } from "node:url";
import { writeSync } from "node:fs";

const [mostPages, dotsPerInch] = process.argv.slice(2).map(Number);
const parts = (name) => fileURLToPath(new URL(`../../${name}/`, import.meta.resolve("pdfjs-dist/legacy/build/pdf.mjs")));
const options = {
  cMapUrl: parts("cmaps"),
  cMapPacked: true,
  iccUrl: parts("iccs"),
  isEvalSupported: false,
  standardFontDataUrl: parts("standard_fonts"),
  verbosity: VerbosityLevel.ERRORS,
  wasmUrl: parts("wasm"),
};

for await (const data of files(process.stdin)) {
  try {
    for (const page of await draw(data)) say(page);
  } catch (error) {
    say(Buffer.from(`error: ${error}`));
  }
  say(Buffer.alloc(0));
}

async function* files(stream) {
  let held = Buffer.alloc(0);
  for await (const chunk of stream) {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const end = 4 + held.readUInt32BE(0);
      yield new Uint8Array(held.subarray(4, end));
      held = held.subarray(end);
    }
  }
}

async function draw(data) {
  const task = getDocument({ data, ...options });
  try {
    const file = await task.promise;
    const pages = [];
    for (let number = 1; number <= Math.min(file.numPages, mostPages); number++) {
      pages.push(await drawPage(await file.getPage(number)));
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

async function drawPage(page) {
  const viewport = page.getViewport({ scale: dotsPerInch / 72 });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const canvas = createCanvas(width, height);
  const canvasContext = canvas.getContext("2d");
  await page.render({ canvas: null, canvasContext, viewport, annotationMode: AnnotationMode.ENABLE }).promise;
  const points = canvasContext.getImageData(0, 0, width, height).data;
  const line = Buffer.from(`${width} ${height}\n`);
  const message = Buffer.alloc(line.length + width * height * 3);
  line.copy(message);
  for (let from = 0, to = line.length; from < points.length; from += 4) {
    message[to++] = points[from];
    message[to++] = points[from + 1];
    message[to++] = points[from + 2];
  }
  return message;
}

function say(message) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  for (let rest of [length, message]) {
    while (rest.length) rest = rest.subarray(writeSync(1, rest));
  }
}
