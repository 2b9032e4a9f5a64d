import { describe, expect, test } from "vitest";
import { accountEmail, checkEmail, checkEmailPattern } from "../../src/config/email.ts";

describe("an account's e-mail address", () => {
  test.each([
    "a@b.co",
    "aws+shop-dev@acme.example",
    "o_neil@x-y.example.org",
    "a.b=c/d@1.example",
    `${"l".repeat(51)}@acme.example`,
  ])("may be %s", (email) => {
    expect(checkEmail(email)).toBeNull();
  });

  test.each([
    ["a@b.c", "has 5 characters"],
    [`${"l".repeat(52)}@acme.example`, "has 65 characters"],
    ["logs.acme.example", "exactly one @"],
    ["a@b@acme.example", "exactly one @"],
    ["@acme.example", "nothing before"],
    [".a@acme.example", "begins with a dot"],
    ["a b@acme.example", "a space"],
    ["a%b@acme.example", "the character %"],
    ["a&b@acme.example", "the character &"],
    ["ä@acme.example", "7-bit ASCII"],
    ["a@acme.example\n", "7-bit ASCII"],
    ["logs@localhost", "without a dot"],
    ["logs@.acme.example", "begins or ends"],
    ["logs@acme.example-", "begins or ends"],
    ["logs@ac_me.example", "letters, digits, dots and hyphens"],
    ["loggings@", "after the @"],
  ])("may not be %j", (email, why) => {
    expect(checkEmail(email)).toContain(why);
  });
});

describe("the e-mail pattern", () => {
  test("gives an account its key, whatever is in it", () => {
    expect(accountEmail("aws+{account}@acme.example", "shop-dev")).toBe("aws+shop-dev@acme.example");
    expect(accountEmail("aws+{account}@acme.example", "$&")).toBe("aws+$&@acme.example");
  });

  test.each(["aws+{account}@acme.example", "aws@{account}.acme.example", "{account}@a.io"])("may be %s", (pattern) => {
    expect(checkEmailPattern(pattern)).toBeNull();
  });

  test.each([
    ["aws@acme.example", "lacks {account}"],
    ["{account}+{account}@acme.example", "2 times"],
    ["aws+{Account}@acme.example", "lacks {account}"],
    ["aws+{account}", "exactly one @"],
    [`aws+{account}@${"d".repeat(60)}.example`, "characters"],
  ])("may not be %s", (pattern, why) => {
    expect(checkEmailPattern(pattern)).toContain(why);
  });
});
