// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM policy variables
import { describe, expect, it } from "vitest";
import { compileConditions, conditionHolds } from "../../../src/policy/evaluate/condition.ts";
import { ABSENT, type ContextValue, known, presentUnknown, UNKNOWN } from "../../../src/policy/evaluate/context.ts";
import { MAYBE, NO, type Truth, YES } from "../../../src/policy/evaluate/truth.ts";

type Have = string | readonly string[] | null | ContextValue;
type Row = readonly [operator: string, have: Have, want: string | readonly string[], answer: Truth];

function valueFor(have: Have): ContextValue {
  if (have === null) {
    return ABSENT;
  }
  if (typeof have === "string") {
    return known(have);
  }
  return Array.isArray(have) ? known(...have) : (have as ContextValue);
}

function holds(operator: string, have: Have, want: string | readonly string[]): Truth {
  const [condition] = compileConditions({ [operator]: { "test:Key": typeof want === "string" ? [want] : want } }, true);
  const keys = new Map([
    ["test:key", valueFor(have)],
    ["aws:username", known("ann")],
    ["aws:principaltag/star", known("a*")],
    ["aws:principaltag/open", UNKNOWN],
    ["aws:principaltag/there", presentUnknown()],
  ]);
  return condition === undefined ? MAYBE : conditionHolds(condition, { keys, families: [], rest: ABSENT });
}

const ANSWERS = ["does not hold", "may hold", "holds"];

function table(page: string, rows: readonly Row[]): void {
  describe(page, () => {
    for (const [index, [operator, have, want, answer]] of rows.entries()) {
      it(`${operator} of ${JSON.stringify(have)} against ${JSON.stringify(want)} ${ANSWERS[answer]} (${index + 1})`, () => {
        expect(holds(operator, have, want)).toBe(answer);
      });
    }
  });
}

const OPERATORS =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";

table(`${OPERATORS}#Conditions_String`, [
  ["StringEquals", "a", "a", YES],
  ["StringEquals", "a", "A", NO],
  ["StringEquals", "a", "b", NO],
  ["StringEquals", "a", ["b", "a"], YES],
  ["StringEquals", "ab", "a*", NO],
  ["StringEquals", "a*", "a*", YES],
  ["StringEquals", "", "", YES],
  ["StringEquals", null, "a", NO],
  ["StringEquals", null, "", NO],
  ["stringequals", "a", "a", YES],
  ["StringNotEquals", "a", "a", NO],
  ["StringNotEquals", "a", "A", YES],
  ["StringNotEquals", "a", "b", YES],
  ["StringNotEquals", "a", ["b", "a"], NO],
  ["StringNotEquals", "c", ["b", "a"], YES],
  ["StringNotEquals", null, "a", YES],
  ["StringEqualsIgnoreCase", "Ann", "aNN", YES],
  ["StringEqualsIgnoreCase", "Ann", "Bob", NO],
  ["StringEqualsIgnoreCase", null, "Ann", NO],
  ["StringNotEqualsIgnoreCase", "Ann", "aNN", NO],
  ["StringNotEqualsIgnoreCase", "Ann", "Bob", YES],
  ["StringNotEqualsIgnoreCase", null, "Ann", YES],
  ["StringLike", "home/ann/", "home/*", YES],
  ["StringLike", "home/", "home/*", YES],
  ["StringLike", "Home/", "home/*", NO],
  ["StringLike", "t2.micro", "t?.*", YES],
  ["StringLike", "t2", "t?.*", NO],
  ["StringLike", "a:b/c", "a*c", YES],
  ["StringLike", "abcabc", "*bc", YES],
  ["StringLike", "abcabd", "*bc", NO],
  ["StringLike", "a.c", "abc", NO],
  ["StringLike", "", "*", YES],
  ["StringLike", "", "?", NO],
  ["StringLike", "x", ["a*", "x*"], YES],
  ["StringLike", null, "*", NO],
  ["StringNotLike", "home/ann", "home/*", NO],
  ["StringNotLike", "work/ann", "home/*", YES],
  ["StringNotLike", "work/ann", ["home/*", "work/*"], NO],
  ["StringNotLike", null, "*", YES],
]);

table(`${OPERATORS}#Conditions_Numeric`, [
  ["NumericEquals", "10", "10", YES],
  ["NumericEquals", "10.0", "10", YES],
  ["NumericEquals", "-3", "-3", YES],
  ["NumericEquals", "10", "11", NO],
  ["NumericEquals", "10", ["9", "10"], YES],
  ["NumericEquals", null, "10", NO],
  ["NumericEquals", "ten", "10", MAYBE],
  ["NumericEquals", "10", "ten", MAYBE],
  ["NumericNotEquals", "10", "10", NO],
  ["NumericNotEquals", "10", "11", YES],
  ["NumericNotEquals", "10", ["10", "11"], NO],
  ["NumericNotEquals", null, "11", YES],
  ["NumericLessThan", "9", "10", YES],
  ["NumericLessThan", "9.5", "10", YES],
  ["NumericLessThan", "10", "10", NO],
  ["NumericLessThan", "100", "20", NO],
  ["NumericLessThan", null, "10", NO],
  ["NumericLessThanEquals", "10", "10", YES],
  ["NumericLessThanEquals", "11", "10", NO],
  ["NumericGreaterThan", "11", "10", YES],
  ["NumericGreaterThan", "10", "10", NO],
  ["NumericGreaterThanEquals", "10", "10", YES],
  ["NumericGreaterThanEquals", "9", "10", NO],
  ["NumericGreaterThanEquals", null, "10", NO],
  ["NumericLessThanIfExists", null, "10", YES],
  ["NumericLessThanIfExists", "11", "10", NO],
]);

table(`${OPERATORS}#Conditions_Date`, [
  ["DateEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", YES],
  ["DateEquals", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", YES],
  ["DateEquals", "2026-01-01", "2026-01-01T00:00:00Z", YES],
  ["DateEquals", "2026", "2026-01-01T00:00:00Z", YES],
  ["DateEquals", "1767225600", "2026-01-01T00:00:00Z", YES],
  ["DateEquals", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", NO],
  ["DateEquals", "yesterday", "2026-01-01T00:00:00Z", MAYBE],
  ["DateEquals", "2026-01-01T00:00:00Z", "soon", MAYBE],
  ["DateNotEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", NO],
  ["DateNotEquals", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z", YES],
  ["DateNotEquals", null, "2026-01-01T00:00:00Z", YES],
  ["DateLessThan", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", YES],
  ["DateLessThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", NO],
  ["DateLessThan", null, "2026-01-01T00:00:00Z", NO],
  ["DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", YES],
  ["DateLessThanEquals", "2026-01-01T00:00:00.500Z", "2026-01-01T00:00:00Z", NO],
  ["DateGreaterThan", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z", YES],
  ["DateGreaterThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", NO],
  ["DateGreaterThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", YES],
  ["DateGreaterThanEquals", "2025-06-01T00:00:00Z", "2026-01-01T00:00:00Z", NO],
  ["DateGreaterThanIfExists", null, "2026-01-01T00:00:00Z", YES],
]);

table(`${OPERATORS}#Conditions_Boolean`, [
  ["Bool", "true", "true", YES],
  ["Bool", "true", "false", NO],
  ["Bool", "false", "false", YES],
  ["Bool", "true", "True", YES],
  ["Bool", "true", ["true", "false"], YES],
  ["Bool", null, "false", NO],
  ["Bool", null, "true", NO],
  ["BoolIfExists", null, "false", YES],
  ["BoolIfExists", "true", "false", NO],
  ["BoolIfExists", "false", "false", YES],
]);

table(`${OPERATORS}#Conditions_BinaryEquals`, [
  ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", YES],
  ["BinaryEquals", "QmluYXJ5", "qmluYXJ5", NO],
  ["BinaryEquals", "QQ==", "QQ", YES],
  ["BinaryEquals", "QQ==", "not base 64", MAYBE],
  ["BinaryEquals", null, "QQ==", NO],
  ["BinaryEqualsIfExists", null, "QQ==", YES],
]);

table(`${OPERATORS}#Conditions_IPAddress`, [
  ["IpAddress", "203.0.113.7", "203.0.113.0/24", YES],
  ["IpAddress", "203.0.114.7", "203.0.113.0/24", NO],
  ["IpAddress", "203.0.113.7", "203.0.113.7", YES],
  ["IpAddress", "203.0.113.8", "203.0.113.7", NO],
  ["IpAddress", "203.0.113.8", "0.0.0.0/0", YES],
  ["IpAddress", "203.0.113.129", "203.0.113.128/25", YES],
  ["IpAddress", "203.0.113.127", "203.0.113.128/25", NO],
  ["IpAddress", "2001:db8:1234:5678::9", "2001:DB8:1234:5678::/64", YES],
  ["IpAddress", "2001:db8:1234:5679::9", "2001:DB8:1234:5678::/64", NO],
  ["IpAddress", "2001:db8::1", "2001:db8:0:0:0:0:0:1", YES],
  ["IpAddress", "::1", "0.0.0.0/0", NO],
  ["IpAddress", "10.0.0.1", ["192.168.0.0/16", "10.0.0.0/8"], YES],
  ["IpAddress", "10.0.0.0/8", "10.0.0.0/16", NO],
  ["IpAddress", "10.0.0.1", "10.0.0.0/33", MAYBE],
  ["IpAddress", "10.0.0.1", "10.0.0", MAYBE],
  ["IpAddress", null, "0.0.0.0/0", NO],
  ["NotIpAddress", "203.0.113.7", "203.0.113.0/24", NO],
  ["NotIpAddress", "203.0.114.7", "203.0.113.0/24", YES],
  ["NotIpAddress", "10.0.0.1", ["192.168.0.0/16", "10.0.0.0/8"], NO],
  ["NotIpAddress", null, "0.0.0.0/0", YES],
  ["NotIpAddressIfExists", null, "0.0.0.0/0", YES],
]);

const ARN = "arn:aws:iam::111111111111:role/orgwright/Apply";

table(`${OPERATORS}#Conditions_ARN`, [
  ["ArnEquals", ARN, ARN, YES],
  ["ArnLike", ARN, ARN, YES],
  ["ArnEquals", ARN, "arn:aws:iam::*:role/orgwright/*", YES],
  ["ArnLike", ARN, "arn:aws:iam::*:role/orgwright/*", YES],
  ["ArnLike", ARN, "arn:*:iam::*:role/orgwright/Apply", YES],
  ["ArnLike", ARN, "arn:aws:iam::11111111111?:role/*", YES],
  ["ArnLike", ARN, "arn:aws:iam::*:role/Orgwright/*", NO],
  ["ArnLike", ARN, "arn:aws:iam::222222222222:role/*", NO],
  ["ArnLike", ARN, "arn:aws:sts::*:assumed-role/*", NO],
  ["ArnLike", "arn:aws:s:us-east-2:9:store/abc:1:finance/x", "arn:aws:s:*:1:finance/*", NO],
  ["StringLike", "arn:aws:s:us-east-2:9:store/abc:1:finance/x", "arn:aws:s:*:1:finance/*", YES],
  ["ArnLike", "arn:aws:logs:eu:1:log-group:/a:b", "arn:aws:logs:*:*:log-group:*", YES],
  ["ArnLike", "not-an-arn", "arn:*:*:*:*:*", NO],
  ["ArnLike", ARN, "arn:aws:*", MAYBE],
  ["ArnLike", ARN, "*", MAYBE],
  ["ArnLike", ARN, "user*", NO],
  ["ArnLike", ARN, ["arn:aws:iam::*:user/*", "arn:aws:iam::*:role/*"], YES],
  ["ArnLike", null, "arn:*:*:*:*:*", NO],
  ["ArnNotEquals", ARN, ARN, NO],
  ["ArnNotLike", ARN, "arn:aws:iam::*:role/*", NO],
  ["ArnNotLike", ARN, "arn:aws:iam::*:user/*", YES],
  ["ArnNotLike", ARN, ["arn:aws:iam::*:user/*", "arn:aws:iam::*:role/*"], NO],
  ["ArnNotLike", ARN, "arn:aws:sts::*:assumed-role/Apply/*", YES],
  ["ArnNotLike", "not-an-arn", "arn:*:*:*:*:*", YES],
  ["ArnNotLike", null, "arn:aws:iam::*:role/*", YES],
  ["ArnNotEquals", null, ARN, YES],
  ["ArnNotLikeIfExists", null, ARN, YES],
  ["ArnLikeIfExists", null, ARN, YES],
]);

table(`${OPERATORS}#Conditions_IfExists`, [
  ["StringEqualsIfExists", null, "a", YES],
  ["StringEqualsIfExists", "a", "a", YES],
  ["StringEqualsIfExists", "b", "a", NO],
  ["StringNotEqualsIfExists", null, "a", YES],
  ["StringNotEqualsIfExists", "a", "a", NO],
  ["StringNotEqualsIfExists", "b", "a", YES],
  ["StringLikeIfExists", null, "a*", YES],
  ["StringEqualsIgnoreCaseIfExists", null, "a", YES],
  ["stringequalsifexists", null, "a", YES],
  ["StringNotLikeIfExists", null, "a*", YES],
  ["ForAnyValue:StringEqualsIfExists", null, "a", YES],
  ["ForAllValues:StringEqualsIfExists", null, "a", YES],
]);

table(`${OPERATORS}#Conditions_Null`, [
  ["Null", null, "true", YES],
  ["Null", null, "false", NO],
  ["Null", "x", "true", NO],
  ["Null", "x", "false", YES],
  ["Null", ["x", "y"], "false", YES],
  ["Null", "x", ["true", "false"], YES],
  ["Null", null, ["true", "false"], YES],
  ["Null", null, "TRUE", YES],
  ["Null", "", "true", MAYBE],
  ["Null", null, "yes", MAYBE],
  ["Null", [], "true", YES],
  ["ForAnyValue:Null", "x", "false", MAYBE],
]);

table(
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
  [
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "b", "c"], YES],
    ["ForAllValues:StringEquals", ["a", "d"], ["a", "b", "c"], NO],
    ["ForAllValues:StringEquals", ["a"], "a", YES],
    ["ForAllValues:StringEquals", "a", "a", YES],
    ["ForAllValues:StringEquals", [], "a", YES],
    ["ForAllValues:StringEquals", null, "a", YES],
    ["ForAllValues:StringEquals", "", "a", YES],
    ["ForAllValues:StringLike", ["orgwright:a", "orgwright:b"], "orgwright:*", YES],
    ["ForAllValues:StringLike", ["orgwright:a", "b"], "orgwright:*", NO],
    ["ForAllValues:StringNotEquals", ["c", "d"], ["a", "b"], YES],
    ["ForAllValues:StringNotEquals", ["a", "d"], ["a", "b"], NO],
    ["ForAllValues:StringNotEquals", null, "a", YES],
    ["ForAllValues:NumericLessThan", ["1", "2"], "3", YES],
    ["ForAllValues:ArnLike", [ARN], "arn:aws:iam::*:role/*", YES],
    ["ForAllValues:Bool", ["true", "false"], "true", NO],
    ["ForAnyValue:StringEquals", ["a", "d"], ["a", "b"], YES],
    ["ForAnyValue:StringEquals", ["c", "d"], ["a", "b"], NO],
    ["ForAnyValue:StringEquals", "a", ["a", "b"], YES],
    ["ForAnyValue:StringEquals", [], "a", NO],
    ["ForAnyValue:StringEquals", null, "a", NO],
    ["ForAnyValue:StringEquals", "", "", NO],
    ["ForAnyValue:StringLike", ["x", "orgwright:b"], "orgwright:*", YES],
    ["ForAnyValue:StringNotEquals", ["a", "c"], ["a", "b"], YES],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], NO],
    ["ForAnyValue:StringNotEquals", null, "a", NO],
    ["ForAnyValue:StringNotLike", null, "a*", NO],
    ["foranyvalue:stringlike", ["x", "y"], "y*", YES],
    ["StringEquals", ["a", "a2"], "a", MAYBE],
    ["StringEquals", ["a", "b"], ["a", "b"], YES],
    ["StringEquals", ["c", "d"], ["a", "b"], NO],
    ["StringNotEquals", ["c", "d"], ["a", "b"], YES],
    ["StringNotEquals", ["a", "d"], ["a", "b"], MAYBE],
  ],
);

table("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html", [
  ["StringEquals", "ann", "${aws:username}", YES],
  ["StringEquals", "ann", "${AWS:UserName}", YES],
  ["StringEquals", "bob", "${aws:username}", NO],
  ["StringEquals", "home/ann/", "home/${aws:username}/", YES],
  ["StringLike", "home/ann/x", "home/${aws:username}/*", YES],
  ["StringLike", "home/bob/x", "home/${aws:username}/*", NO],
  ["StringEquals", "none", "${aws:PrincipalTag/team, 'none'}", YES],
  ["StringEquals", "ann", "${aws:username, 'none'}", YES],
  ["StringEquals", "x", "${aws:PrincipalTag/team}", NO],
  ["StringNotEquals", "x", "${aws:PrincipalTag/team}", MAYBE],
  ["StringNotEquals", null, "${aws:PrincipalTag/team}", MAYBE],
  ["StringNotEquals", null, "${aws:username}", YES],
  ["StringEquals", "a", ["a", "${aws:PrincipalTag/team}"], MAYBE],
  ["StringNotEquals", "a", ["a", "${aws:PrincipalTag/team}"], NO],
  ["StringLike", "a*", "${aws:PrincipalTag/star}", YES],
  ["StringLike", "abc", "${aws:PrincipalTag/star}", NO],
  ["StringLike", "a*c", "a${*}c", YES],
  ["StringLike", "abc", "a${*}c", NO],
  ["StringLike", "a?c", "a${?}c", YES],
  ["StringLike", "abc", "a${?}c", NO],
  ["StringEquals", "$5", "${$}5", YES],
  ["StringEquals", "${x", "${x", YES],
  ["StringEquals", "x", "${aws:PrincipalTag/open}", MAYBE],
  ["StringEquals", "x", "y-${aws:PrincipalTag/open}", NO],
  ["StringNotEquals", "x", "y-${aws:PrincipalTag/open}", MAYBE],
  ["StringNotEquals", "x", "y-${aws:PrincipalTag/there}", YES],
  ["StringEquals", "y-x", "y-${aws:PrincipalTag/there}", MAYBE],
  ["ArnEquals", "arn:aws:iam::1:user/ann", "arn:aws:iam::1:user/${aws:username}", YES],
  ["ArnLike", "arn:aws:iam::1:user/bob", "arn:aws:iam::*:user/${aws:username}", NO],
  ["ArnNotLike", "arn:aws:iam::1:user/bob", "arn:aws:iam::*:user/${aws:username}", YES],
  ["StringEqualsIgnoreCase", "ANN", "${aws:username}", YES],
]);

const EITHER: ContextValue = { is: "unknown", present: true, among: ["a", "b"] };
const PERHAPS: ContextValue = { is: "chosen", present: false, among: ["a", "b"] };

table("What is not known", [
  ["StringEquals", UNKNOWN, "a", MAYBE],
  ["StringNotEquals", UNKNOWN, "a", MAYBE],
  ["StringEqualsIfExists", UNKNOWN, "a", MAYBE],
  ["Null", UNKNOWN, "true", MAYBE],
  ["Null", presentUnknown(), "true", NO],
  ["Null", presentUnknown(), "false", YES],
  ["StringEquals", EITHER, "a", MAYBE],
  ["StringEquals", EITHER, ["a", "b"], YES],
  ["StringEquals", EITHER, "c", NO],
  ["StringNotEquals", EITHER, "c", YES],
  ["StringEquals", PERHAPS, ["a", "b"], MAYBE],
  ["StringEqualsIfExists", PERHAPS, ["a", "b"], YES],
  ["StringEquals", PERHAPS, "c", NO],
  ["StringNotEquals", PERHAPS, "c", YES],
  ["ForAnyValue:StringEquals", PERHAPS, "c", NO],
  ["ForAllValues:StringEquals", PERHAPS, ["a", "b"], YES],
  ["Null", PERHAPS, "false", MAYBE],
  ["StringEqual", "a", "a", MAYBE],
  ["StringMatches", null, "a", MAYBE],
  ["NullIfExists", "a", "true", MAYBE],
]);
