import { describe, expect, it } from "vitest";
import type { Address } from "../../src/model/address.ts";
import { foreignTags, ownerOf, ownershipTags, tagList } from "../../src/model/ownership.ts";

const SHOP = "workload/account:shop" as Address;

describe("who a thing belongs to", () => {
  it("is us when both tags say so", () => {
    expect(ownerOf(ownershipTags(SHOP, "acme"), "acme")).toEqual({ is: "us", address: SHOP });
  });

  it("is another organization file when it is tagged so", () => {
    expect(ownerOf(ownershipTags(SHOP, "globex"), "acme")).toEqual({ is: "other", name: "globex" });
  });

  it("is nobody without our tags", () => {
    expect(ownerOf({ Owner: "shop", "aws:x": "y" }, "acme")).toEqual({ is: "nobody" });
  });

  it.each([
    ["the address alone", { "orgwright:address": SHOP }],
    ["the organization alone", { "orgwright:organization": "acme" }],
    ["an address that is none", { "orgwright:organization": "acme", "orgwright:address": "../x" }],
  ])("is not us with %s", (_what, tags) => {
    expect(ownerOf(tags, "acme").is).toBe("other");
  });
});

describe("tags", () => {
  it("that are ours or AWS's are not among those of others", () => {
    const tags = { ...ownershipTags(SHOP, "acme"), "orgwright:more": "1", "aws:cloudformation:x": "2", Owner: "shop" };
    expect(foreignTags(tags)).toEqual({ Owner: "shop" });
  });

  it("are sent in one order", () => {
    expect(tagList({ b: "2", a: "1" })).toEqual(tagList({ a: "1", b: "2" }));
  });
});
