import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, isAddress, isKey, isName, MAX_ADDRESS_LENGTH, parseAddress } from "../../src/model/address.ts";

const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/);
const keyParts = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._@+=-]{0,63}$/);
const keys = fc.array(keyParts, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));

/** What AWS lets a tag's value be (Organizations API, Tag). */
const TAG_VALUE = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u;

describe("an address", () => {
  it("comes back from its text as it went in, or is none", () => {
    fc.assert(
      fc.property(names, names, fc.option(keys), (instance, resource, key) => {
        const address = addressOf(instance, resource, key);
        const length = `${instance}/${resource}`.length + (key === null ? 0 : key.length + 1);
        if (length > MAX_ADDRESS_LENGTH) {
          expect(address).toBeNull();
        } else {
          expect(parseAddress(address as string)).toEqual({ instance, resource, key });
        }
      }),
    );
  });

  it("is told from every other text, and is a legal tag value", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z/:=@.A-Z0-9-]{0,30}$/)), (text) => {
        const parts = parseAddress(text);
        expect(isAddress(text)).toBe(parts !== null);
        if (parts !== null) {
          expect(addressOf(parts.instance, parts.resource, parts.key)).toBe(text);
          expect(text).toMatch(TAG_VALUE);
        }
      }),
    );
  });

  it.each([
    ["logging/trail", { instance: "logging", resource: "trail", key: null }],
    ["workload/account:shop-dev", { instance: "workload", resource: "account", key: "shop-dev" }],
    ["identity/role:Admin/shop-dev", { instance: "identity", resource: "role", key: "Admin/shop-dev" }],
    ["foundation/ou:a=b", { instance: "foundation", resource: "ou", key: "a=b" }],
  ])("%s has its parts", (text, parts) => {
    expect(parseAddress(text)).toEqual(parts);
  });

  it.each([
    "",
    "logging",
    "/trail",
    "logging/",
    "Logging/trail",
    "1logging/trail",
    "logging/trail:",
    "logging/trail:/a",
    "logging/trail:a/",
    "logging/trail:a//b",
    "logging/trail:-a",
    "logging/trail:a b",
    "logging/trail:a[0]",
    "logging/trail\n",
    "logging/trail:a\n",
    "logging/trail/more",
    `logging/${"t".repeat(41)}`,
    `logging/trail:${"k".repeat(65)}`,
  ])("%j is none", (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it("may have 256 characters and no more", () => {
    const sixty = "k".repeat(60);
    const withLast = (length: number) =>
      addressOf("a", "b", [sixty, sixty, sixty, sixty, "k".repeat(length)].join("/"));
    expect(withLast(8)).toHaveLength(MAX_ADDRESS_LENGTH);
    expect(withLast(9)).toBeNull();
  });

  it("has names and keys of its own forms", () => {
    expect([isName("a-1"), isName("A"), isName(""), isName("a_b")]).toEqual([true, false, false, false]);
    expect([isKey("a/b"), isKey("a"), isKey("a/"), isKey("")]).toEqual([true, true, false, false]);
  });
});
