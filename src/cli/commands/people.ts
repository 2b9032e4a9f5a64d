import { outputRefs } from "../../model/deferred.ts";
import { hasErrors } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { memoize } from "../../observe/memoized-reader.ts";
import { peopleIn, type SeenPerson } from "../../observe/people.ts";
import { planFrom, validate } from "../../pipeline.ts";
import {
  type PersonRemark,
  peopleText,
  type ReportedPerson,
  type Welcome,
  welcomeText,
} from "../../report/people-text.ts";
import { plainJson } from "../../report/safe-text.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { CommonOptions } from "../options.ts";
import { openOrRefuse, reportRefusal, withSession } from "../session.ts";
import { shippedTables, toolVersion } from "../shipped.ts";
import type { Terminal } from "../terminal.ts";

export interface WelcomeOptions {
  readonly file: string;
  readonly format: "text" | "json";
}

export interface PeopleReportOptions extends CommonOptions {
  readonly format: "text" | "json";
  /** From so many days on a key is old, and what was not used so long is unused. */
  readonly days: string;
}

/** Says what is done for a new user. Nothing is sent to AWS, and no password is made. */
export function runWelcome(name: string, { file, format }: WelcomeOptions, terminal: Terminal): ExitCode {
  const source = openOrRefuse(file, format, terminal);
  if (source === null) {
    return EXIT.error;
  }
  const { findings, expansion } = validate(source, shippedTables(), toolVersion());
  if (expansion === null || hasErrors(findings)) {
    return reportRefusal(findings, format, terminal, source);
  }
  const { resources } = expansion;
  const user = resources.find(({ kind, properties }) => kind === "iam-user" && properties["name"] === name);
  if (user === undefined) {
    const names = usersOf(resources).map(({ properties }) => String(properties["name"]));
    terminal.err(`${file} makes no user ${name}. It makes: ${names.join(", ") || "none"}.`);
    return EXIT.error;
  }
  const welcome = welcomeOf(user, resources);
  terminal.out(format === "json" ? plainJson({ format: 1, ...welcome }) : welcomeText(welcome, terminal.outText));
  return EXIT.done;
}

function usersOf(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ kind }) => kind === "iam-user");
}

function welcomeOf(user: Resource, resources: readonly Resource[]): Welcome {
  const here = resources.filter(({ place }) => place.account === user.place.account);
  const groups = here.filter(({ kind, properties }) => {
    return (
      kind === "iam-group" &&
      ((properties["members"] ?? []) as readonly Json[]).includes(user.properties["name"] as Json)
    );
  });
  const alias = here.find(({ kind }) => kind === "account-alias")?.properties["alias"];
  const granting = new Set<string>(groups.flatMap(({ needs }) => needs));
  const grants = here.filter(({ kind, address }) => kind === "iam-policy" && granting.has(address));
  return {
    name: String(user.properties["name"]),
    account: user.place.account,
    alias: typeof alias === "string" ? alias : null,
    groups: groups.map(({ properties }) => String(properties["name"])).sort(),
    roles: [...new Set(grants.flatMap((grant) => rolesIn(grant, resources)))].sort(),
  };
}

/** The roles that a policy lets take on, as in `Admin in shop-dev`. */
function rolesIn({ properties }: Resource, resources: readonly Resource[]): string[] {
  const keys = new Map<string, string>(
    resources.flatMap(({ address, accountKey }) => (accountKey ? [[address, accountKey]] : [])),
  );
  const { Statement: statements = [] } = properties["document"] as { readonly Statement?: readonly Json[] };
  return statements.flatMap((statement) => {
    const { Action: actions, Resource: arns } = statement as { readonly Action?: Json; readonly Resource?: Json };
    return [actions].flat().includes("sts:AssumeRole")
      ? [arns ?? []].flat().map((arn) => {
          const [account] = outputRefs(arn).flatMap(({ address }) => keys.get(address) ?? []);
          const role = /:role\/(?:.*\/)?([^/"\]}]+)"?/.exec(JSON.stringify(arn))?.[1] ?? "";
          const everywhere = JSON.stringify(arn).includes("::*:");
          return `${role} in ${account ?? (everywhere ? "every account that has it" : "management")}`;
        })
      : [];
  });
}

/** Tells of every user in the accounts in which the file makes some: no MFA, old keys, credentials that nobody uses. */
export async function runPeopleReport(options: PeopleReportOptions, terminal: Terminal): Promise<ExitCode> {
  const days = Number(options.days);
  if (!Number.isSafeInteger(days) || days < 1) {
    terminal.err(`--days must be a whole number of days, not "${options.days}".`);
    return EXIT.error;
  }
  return await withSession(options, terminal, options.format, {}, async ({ source, tables, validated, world }) => {
    const identity = { role: "plan", founder: options.founder ?? false } as const;
    const seen = await planFrom(validated, tables, world, { identity, allowed: [], version: toolVersion() });
    if (seen.is === "refused") {
      return reportRefusal(seen.findings, options.format, terminal, source);
    }
    const wished = usersOf(validated.expansion?.resources ?? []);
    const ours = seen.live.filter(({ kind, owner }) => kind === "iam-user" && owner.is === "us");
    const accounts = [...new Set([...wished, ...ours].map(({ place }) => place.account))].filter(
      (account) => account === "management" || seen.directory.idOf(account) !== undefined,
    );
    const reader = memoize(seen.door.reader);
    const now = world.clock.now();
    const found = (await Promise.all(accounts.map((account) => peopleIn(reader, account, now)))).flat();
    for (const { detail } of seen.plan.findings.filter(({ code }) => code === "account-left-the-file")) {
      terminal.err(`${detail} Nobody looked into it: put it back into the file to have its users reported.`);
    }
    const names = new Set(wished.map(({ place, properties }) => `${place.account} ${properties["name"]}`));
    const people = found.map((person) => reported(person, names.has(`${person.account} ${person.name}`), days));
    terminal.out(
      options.format === "json" ? plainJson({ format: 1, days, people }) : peopleText(people, terminal.outText),
    );
    return EXIT.done;
  });
}

function reported({ account, name, ...facts }: SeenPerson, isInFile: boolean, days: number): ReportedPerson {
  const keys = facts.keys.filter(({ active }) => active);
  const remark = (code: PersonRemark["code"], says: string): PersonRemark => ({ code, says });
  const idle = facts.signedInDays ?? facts.ageDays;
  return {
    account,
    name,
    facts: { ...facts, keys: facts.keys.map((key) => ({ ...key })), inTheFile: isInFile },
    remarks: [
      ...(isInFile ? [] : [remark("not-in-the-file", "The file makes no such user.")]),
      ...(facts.mfa ? [] : [remark("no-mfa", "No MFA device is enrolled.")]),
      ...keys
        .filter(({ ageDays }) => ageDays >= days)
        .map(({ id, ageDays }) => remark("old-key", `The access key ${id} is ${ageDays} days old.`)),
      ...keys
        .filter(({ ageDays, unusedDays }) => (unusedDays ?? ageDays) >= days)
        .map(({ id }) => remark("unused", `The access key ${id} was not used for ${days} days or more.`)),
      ...(facts.password && idle >= days
        ? [remark("unused", `The password was not used for ${days} days or more.`)]
        : []),
    ],
  };
}
