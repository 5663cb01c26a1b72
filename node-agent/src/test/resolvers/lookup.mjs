// SPDX-License-Identifier: Apache-2.0
// usage: node lookup.mjs lookup|resolve4 NAME    the addresses, or the error, then "after N ms".
import { promises as dns } from "node:dns";

const [how, name] = process.argv.slice(2);
const ask = { lookup: () => dns.lookup(name, { all: true }), resolve4: () => dns.resolve4(name) }[how];
const began = performance.now();
try {
  const found = await ask();
  found.forEach((a) => console.log(a.address ?? a));
} catch (e) {
  console.log(e.message);
  process.exitCode = 1;
}
console.log(`after ${(performance.now() - began).toFixed(2)} ms`);
