import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { policyDocument } from "./arbitraries.ts";

describe("reading a policy's text", () => {
  it("gives the document in its normal form", () => {
    const text = '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "111111111111"}}}';
    expect(parsePolicy(text)).toEqual({
      document: {
        Version: "2008-10-17",
        Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { AWS: ["111111111111"] } }],
      },
    });
  });

  it("tells where a text stops being JSON", () => {
    expect(parsePolicy('{"Version": }')).toMatchObject({ problems: [{ code: "policy-not-json", path: "" }] });
  });

  it.each([["[]"], ["null"], ['"Statement"'], ['{"$after":"a/b#c"}']])("refuses %s, which is no document", (text) => {
    expect(parsePolicy(text)).toMatchObject({ problems: [{ code: "policy-wrong-type", path: "" }] });
  });

  it("reads every document in IAM's language back", () => {
    fc.assert(
      fc.property(policyDocument, (document) => {
        expect(parsePolicy(JSON.stringify(document))).toHaveProperty("document");
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parsePolicy(text);
        expect("document" in parsed || parsed.problems.length > 0).toBe(true);
      }),
    );
  });

  it("does not mistake a member called __proto__ for the object's own nature", () => {
    const parsed = parsePolicy(
      '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","__proto__":{"Effect":"Deny"}}]}',
    );
    expect(parsed).toMatchObject({ problems: [{ code: "policy-unknown-element", path: "/Statement/0/__proto__" }] });
  });
});
