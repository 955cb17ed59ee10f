import express, { type ErrorRequestHandler } from "express";
import request from "supertest";
import { afterEach, describe, expect, test, vi } from "vitest";
import { largeForms } from "../../../src/web/http/uploads.ts";

const saying: ErrorRequestHandler = (error: { status?: number }, _req, res, _next) => { res.status(error.status ?? 500).end(); };
const app = express().post("/", ...largeForms("6mb"), (req, res) => { res.json(req.body as unknown); }).use(saying);
const part = (name: string, value: string) => `--b-1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const send = (body: string, type = "multipart/form-data; boundary=b-1") => request(app).post("/").set("Content-Type", type).send(body);
afterEach(() => { vi.restoreAllMocks(); });

describe("a large form", () => {
  test.each(["multipart/form-data; boundary=b-1", 'Multipart/Form-Data; charset=utf-8; BOUNDARY="b-1"'])("is read as %s", async (type) => {
    expect((await send(`${part("one", "first")}${part("one", "second")}${part("two", "third")}--b-1--\r\n`, type).expect(200)).body).toEqual({ one: ["first", "second"], two: "third" });
  });

  test("is read without files too", async () => {
    expect((await send("one=first&two=x", "application/x-www-form-urlencoded").expect(200)).body).toEqual({ one: "first", two: "x" });
    await send("one=%00", "application/x-www-form-urlencoded").expect(400);
  });

  test("of more parts than any form of ours has is refused before it is taken apart", async () => {
    const parsing = vi.spyOn(Response.prototype, "formData");
    await send(`${part("one", "x").repeat(500)}--b-1--\r\n`).expect(200);
    expect(parsing).toHaveBeenCalledTimes(1);
    await send(`${part("one", "x").repeat(501)}--b-1--\r\n`).expect(400);
    await send("--b-1\r\n\r\n\r\n".repeat(100_000)).expect(400);
    await send(part("one", "x"), "multipart/form-data").expect(400);
    await send(part("one", "x"), 'multipart/form-data; boundary="b 1"').expect(400);
    expect(parsing).toHaveBeenCalledTimes(1);
  });
});
