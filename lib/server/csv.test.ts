import assert from "node:assert/strict";
import { test } from "node:test";
import { csvLines, csvResponse } from "./csv.ts";

test("no cell is taken for a formula, and every text comes back as it was written", () => {
  const texts = ['=HYPERLINK("http://evil.example")', "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", "\n=1"];
  for (const text of texts) assert.match(csvLines([[text]]), /^"'/, text);
  assert.equal(
    csvLines([["a, b", 'say "hi"', "two\nlines", null, -5, "名字"]]),
    '"a, b","say ""hi""","two\nlines",,-5,"名字"\r\n',
  );
});

test("a table is a file with a name, in UTF-8 that Excel knows for such, however many parts it comes in", async () => {
  async function* parts() {
    yield [["1", "x"]];
    yield [["2", "y"]];
  }
  const response = csvResponse("jobs.csv", ["a", "b"], parts());
  assert.equal(response.headers.get("content-disposition"), 'attachment; filename="jobs.csv"');
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.deepEqual(Array.from(bytes.subarray(0, 3)), [0xef, 0xbb, 0xbf]);
  assert.equal(new TextDecoder().decode(bytes), '"a","b"\r\n"1","x"\r\n"2","y"\r\n');
});
