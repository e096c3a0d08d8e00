import assert from "node:assert/strict";
import { test } from "node:test";
import { isLabelledOtherwise, typeOf } from "./file-type.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");
const box = (brand: string) => bytes(`\0\0\0\x20ftyp${brand}\0\0\x02\0isomiso2avc1mp41`);
const ebml = (documentType: string) => bytes(`\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84${documentType}\x42\x87`);

test("a video is known by its first bytes", () => {
  assert.equal(typeOf(box("isom"), "video"), "video/mp4");
  assert.equal(typeOf(box("mp42"), "video"), "video/mp4");
  assert.equal(typeOf(box("qt  "), "video"), "video/quicktime");
  assert.equal(typeOf(ebml("webm"), "video"), "video/webm");
  assert.equal(typeOf(ebml("matroska"), "video"), "video/x-matroska");
});

test("an image is known by its first bytes", () => {
  assert.equal(typeOf(bytes("\xff\xd8\xff\xe0\0\x10JFIF"), "image"), "image/jpeg");
  assert.equal(typeOf(bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image"), "image/png");
  assert.equal(typeOf(bytes("GIF89a\x01\0"), "image"), "image/gif");
  assert.equal(typeOf(bytes("RIFF\x24\0\0\0WEBPVP8 "), "image"), "image/webp");
});

test("pages, pictures, sound and cut-off heads are no video", () => {
  for (const head of [
    "",
    "<!doctype html>",
    "\xff\xd8\xff\xe0",
    "GIF89a",
    "\0\0\0\x20ftyp",
    "RIFF\0\0\0\0AVI ",
    "%PDF-1.7",
  ])
    assert.equal(typeOf(bytes(head), "video"), null, head);
  for (const brand of ["avif", "heic", "mif1", "M4A "]) assert.equal(typeOf(box(brand), "video"), null, brand);
  assert.equal(typeOf(ebml("other"), "video"), null);
});

test("videos, vector pictures and other RIFF files are no image", () => {
  assert.equal(typeOf(box("isom"), "image"), null);
  assert.equal(typeOf(bytes("<svg xmlns="), "image"), null);
  assert.equal(typeOf(bytes("RIFF\x24\0\0\0WAVEfmt "), "image"), null);
});

test("a label for any bytes, a missing one or an odd one leaves the decision to the bytes", () => {
  for (const label of [
    undefined,
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "video/mp4",
    "application/mp4",
  ])
    assert.equal(isLabelledOtherwise(label, "video"), false, label);
  assert.equal(isLabelledOtherwise("application/x-www-form-urlencoded", "video"), false);
  assert.equal(isLabelledOtherwise("image/jpg", "image"), false);
});

test("a label that names something else says no, in any spelling", () => {
  const labels = [
    "text/html",
    "TEXT/HTML; charset=utf-8",
    " text/plain",
    "application/json",
    "application/problem+json",
  ];
  labels.push("application/xml", "application/vnd.apple.mpegurl", "audio/mpeg", "image/gif");
  for (const label of labels) assert.equal(isLabelledOtherwise(label, "video"), true, label);
  assert.equal(isLabelledOtherwise("video/mp4", "image"), true);
});
