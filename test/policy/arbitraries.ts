import fc from "fast-check";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";

const later: fc.Arbitrary<Json> = fc.constantFrom(
  { $after: "logging/account#id" },
  { $join: ["arn:aws:s3:::logs-", { $after: "logging/account#id" }] },
  { $join: ["arn:aws:iam::", { $after: "shop/account:dev#id" }, ":root"] },
);

function some(values: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.oneof(values, fc.array(values, { minLength: 1, maxLength: 4 }));
}

const action = fc.constantFrom("*", "s3:GetObject", "s3:Put*", "sts:AssumeRole", "iam:PassRole", "kms:Decrypt");
const resource = fc.oneof(
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an IAM policy variable
  fc.constantFrom("*", "arn:aws:s3:::logs/*", "arn:aws:s3:::logs", "arn:aws:iam::*:user/${aws:username}"),
  later,
);
const awsPrincipal = fc.oneof(
  fc.constantFrom(
    "*",
    "111111111111",
    "arn:aws:iam::111111111111:root",
    "arn:aws-cn:iam::222222222222:root",
    "arn:aws:iam::222222222222:role/Admin",
  ),
  later,
);
const principal = fc.oneof(
  fc.constant("*"),
  fc.record(
    { AWS: some(awsPrincipal), Service: some(fc.constantFrom("ec2.amazonaws.com", "cloudtrail.amazonaws.com")) },
    { requiredKeys: ["AWS"] },
  ),
);
const value = fc.oneof(fc.constantFrom<Json>("o-abc", "true", true, 3600, "3600", "team"), later);
const keys = fc.dictionary(fc.constantFrom("aws:PrincipalOrgID", "aws:RequestTag/Team", "s3:prefix"), some(value), {
  maxKeys: 3,
});
const operator = fc.constantFrom("StringEquals", "BoolIfExists", "ForAnyValue:StringLike", "NumericLessThan", "Null");

const statement: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      Sid: fc.constantFrom("", "One", "Two"),
      Effect: fc.constantFrom("Allow", "Deny"),
      Principal: principal,
      Action: some(action),
      Resource: some(resource),
      Condition: fc.dictionary(operator, keys, { maxKeys: 3 }),
    },
    { requiredKeys: ["Effect", "Action", "Resource"] },
  )
  .map((record) => record as JsonObject);

/** Documents of every form that AWS takes, with deferred texts in them. */
export const policyDocument: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      Version: fc.constantFrom("2008-10-17", "2012-10-17"),
      Id: fc.constant("policy"),
      Statement: fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 4 })),
    },
    { requiredKeys: ["Statement"] },
  )
  .map((record) => record as JsonObject);

/** Numbers from 0 to below 1 that a seed decides. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], roll: () => number): T[] {
  return items
    .map((item) => ({ item, at: roll() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** What is written in other words and means the same; `capitals` also plays with the letters that AWS does not tell apart. */
export function disguised(document: JsonObject, seed: number, capitals: boolean): Json {
  const roll = dice(seed);
  const maybe = () => roll() < 0.5;
  const keyOrder = (object: JsonObject) => Object.fromEntries(shuffled(Object.entries(object), roll));
  const loud = (text: string) => (capitals && maybe() ? text.toUpperCase() : text);

  const list = (values: Json, each: (item: Json) => Json = (item) => item): Json => {
    const items = (Array.isArray(values) ? values : [values]).map((item: Json) => each(item));
    const again = maybe() ? [...items, ...items.slice(0, 1)] : items;
    return again.length === 1 && maybe() ? (again[0] as Json) : shuffled(again, roll);
  };
  const root = (name: Json): Json => {
    if (typeof name === "string" && /^\d{12}$/.test(name) && maybe()) {
      return `arn:aws:iam::${name}:root`;
    }
    return name;
  };
  const names = (who: Json): Json => {
    if (who === "*") {
      return maybe() ? "*" : { AWS: maybe() ? "*" : ["*"] };
    }
    const entries = Object.entries(who as JsonObject);
    return keyOrder(Object.fromEntries(entries.map(([type, member]) => [type, list(member, root)])));
  };
  const scalar = (item: Json): Json => {
    if (item === "true" || item === "3600") {
      return maybe() ? item : (JSON.parse(item) as Json);
    }
    return item;
  };
  const conditions = (all: Json): Json =>
    keyOrder(
      Object.fromEntries(
        Object.entries(all as JsonObject).map(([name, members]) => [
          loud(name),
          keyOrder(
            Object.fromEntries(
              Object.entries(members as JsonObject).map(([key, values]) => [loud(key), list(values, scalar)]),
            ),
          ),
        ]),
      ),
    );
  const element = (name: string, member: Json): Json => {
    switch (name) {
      case "Action":
        return list(member, (item) => (typeof item === "string" ? loud(item) : item));
      case "Resource":
        return list(member);
      case "Principal":
        return names(member);
      case "Condition":
        return conditions(member);
      default:
        return member;
    }
  };
  const one = (member: Json): Json =>
    isObject(member)
      ? keyOrder(
          Object.fromEntries(Object.entries(member as JsonObject).map(([name, part]) => [name, element(name, part)])),
        )
      : member;
  const statements = (Array.isArray(document["Statement"]) ? document["Statement"] : [document["Statement"]]).map(one);
  const ordered = capitals ? shuffled(statements, roll) : statements;
  const Statement = ordered.length === 1 && maybe() ? (ordered[0] as Json) : ordered;
  return keyOrder({ ...document, Statement });
}
