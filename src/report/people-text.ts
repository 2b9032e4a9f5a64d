import type { Json } from "../model/json.ts";
import { BLANK, type Line, line, paragraph, renderLines, span, type TextOptions } from "./text-line.ts";

/** Something about a person that somebody should look after. */
export interface PersonRemark {
  readonly code: "no-mfa" | "old-key" | "unused" | "not-in-the-file";
  readonly says: string;
}

/** A user, and what there is to say. */
export interface ReportedPerson {
  readonly account: string;
  readonly name: string;
  readonly facts: { readonly [name: string]: Json };
  readonly remarks: readonly PersonRemark[];
}

/** Who needs looking after first, then everybody else. */
export function peopleText(people: readonly ReportedPerson[], options: TextOptions): string {
  const remarked = people.filter(({ remarks }) => remarks.length > 0);
  const fine = people.filter(({ remarks }) => remarks.length === 0);
  const lines: Line[] = [
    ...remarked.flatMap(({ account, name, remarks }) => [
      line(0, [span(name, "strong"), span(` in ${account}`, "faint")]),
      ...remarks.map(({ code, says }) => line(2, [span(says), span(` [${code}]`, "faint")])),
    ]),
    ...(remarked.length === 0 ? [] : [BLANK]),
    ...(fine.length === 0
      ? []
      : paragraph(0, `Nothing to say of ${fine.map(({ name, account }) => `${name} (${account})`).join(", ")}.`)),
    line(0, [span(`${people.length} users, ${remarked.length} with something to look after.`)]),
  ];
  return renderLines(lines, options);
}

/** What the identity administrator does for a new user, and what the user does then. */
export interface Welcome {
  readonly name: string;
  readonly account: string;
  /** Part of the sign-in address; null where the account has none. */
  readonly alias: string | null;
  readonly groups: readonly string[];
  /** As in `Admin in shop-dev`. */
  readonly roles: readonly string[];
}

/** One page for the administrator of the identity account. Orgwright itself makes no password. */
export function welcomeText({ name, account, alias, groups, roles }: Welcome, options: TextOptions): string {
  const host = alias === null ? `the id of the account ${account}` : alias;
  const numbered = (number: number, text: string) => line(2, [span(`${number}. `), span(text)], 5);
  return renderLines(
    [
      line(0, [span(`Welcome ${name}`, "strong"), span(` in ${account}`, "faint")]),
      BLANK,
      ...paragraph(0, `As somebody who may manage users in the account ${account}, signed in with MFA:`),
      numbered(1, "Make a one-time password, which has to be changed at once:"),
      line(5, [span(`aws iam create-login-profile --user-name ${name} --password-reset-required --password …`)], 7),
      numbered(2, `Tell it to ${name} in person or by phone, never together with the user name in one message.`),
      BLANK,
      ...paragraph(0, `Then ${name}:`),
      numbered(1, `signs in at https://${host}.signin.aws.amazon.com/console and chooses a password,`),
      numbered(2, `enrols an MFA device under "Security credentials"; nothing else works before that,`),
      numbered(3, "signs out and in again, now with MFA,"),
      numbered(4, roles.length === 0 ? "has no role to switch to." : `switches to ${roles.join(", ")}.`),
      BLANK,
      line(0, [span(`In the groups ${groups.join(", ") || "(none)"}.`, "faint")]),
    ],
    options,
  );
}
