import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { minify } from "../../src/policy/minify.ts";
import { normalPolicy, samePolicy } from "../../src/policy/normal.ts";
import { checkSize, leastSize, policySize } from "../../src/policy/size.ts";
import { disguised, policyDocument } from "./arbitraries.ts";

describe("a policy's shortest text", () => {
  it("has no white space, AWS's order of elements and single values without brackets", () => {
    const document = {
      Statement: [
        {
          Resource: ["*"],
          Condition: { StringEquals: { "aws:b": ["1", "2"], "aws:a": ["1"] } },
          Action: ["s3:GetObject", "s3:PutObject"],
          Principal: { AWS: ["111111111111"] },
          Effect: "Deny",
          Sid: "One",
        },
      ],
      Version: "2012-10-17",
    };
    expect(minify(document)).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Deny","Principal":{"AWS":"111111111111"},' +
        '"Action":["s3:GetObject","s3:PutObject"],"Resource":"*",' +
        '"Condition":{"StringEquals":{"aws:a":"1","aws:b":["1","2"]}}}]}',
    );
  });

  it("keeps lists of one in management policies, where they are not the same as single values", () => {
    expect(minify({ tags: { team: { tag_value: { "@@assign": ["a"] } } } })).toBe(
      '{"tags":{"team":{"tag_value":{"@@assign":["a"]}}}}',
    );
  });

  it("says what the document says", () => {
    fc.assert(
      fc.property(policyDocument, (document) => {
        expect(samePolicy(JSON.parse(minify(document)) as Json, document)).toBe(true);
      }),
    );
  });

  it("is one text for all documents with one normal form", () => {
    fc.assert(
      fc.property(policyDocument, fc.integer(), (document, seed) => {
        const other = disguised(document, seed, false);
        expect(minify(normalPolicy(other))).toBe(minify(normalPolicy(document)));
      }),
    );
  });
});

describe("a policy's size", () => {
  const text = '{ "Sid": "Grüße an alle" }';

  it.each([
    ["scp", 26],
    ["tag", 26],
    ["identity", 21],
    ["trust", 21],
    ["resource", 28],
  ] as const)("is counted for %s as AWS counts it", (grammar, size) => {
    expect(policySize(grammar, text)).toBe(size);
  });

  it("counts nothing for what is not known yet", () => {
    const resource = { $join: ["arn:aws:s3:::", { $after: "logging/account#id" }] };
    const known = { Statement: [{ Resource: "arn:aws:s3:::" }] };
    expect(leastSize("scp", { Statement: [{ Resource: resource }] })).toBe(minify(known).length);
  });

  it("is refused from the first letter too many", () => {
    const document = { Version: "2012-10-17", Statement: [] };
    const size = minify(document).length;
    expect(checkSize("scp", document, size)).toEqual([]);
    expect(checkSize("scp", document, size - 1)).toMatchObject([
      { code: "policy-too-large", path: "", detail: expect.stringContaining("1 more than") },
    ]);
  });
});
