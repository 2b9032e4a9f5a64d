import type { Json, JsonObject } from "../../src/model/json.ts";
import { ADMINISTRATOR } from "../../src/prove/compiled.ts";
import { type Asked, type Effect, effectOfMistake, effectOfTwist, type Mistake, type Twist } from "./mutation-run.ts";

const TOOL = "arn:*:iam::*:role/orgwright/OrgwrightApply";
const ENTRANCE = "arn:*:iam::*:role/OrganizationAccountAccessRole";
const BREAK_GLASS = "arn:*:iam::*:role/breakglass/BreakGlass";

/** Mistakes that people make in guardrails. */
const IN_TEXTS: Readonly<Record<string, Mistake>> = {
  "the tool is not exempt": inConditions(TOOL, null),
  "the entrance is not exempt": inConditions(ENTRANCE, null),
  "break-glass is not exempt": inConditions(BREAK_GLASS, null),
  "whoever ends like the tool is exempt": inConditions(TOOL, "arn:*:iam::*:role/*OrgwrightApply"),
  "whoever is named like the tool is exempt": inConditions(TOOL, "arn:*:iam::*:*OrgwrightApply*"),
  "the exemption names the session": inConditions(TOOL, "arn:*:sts::*:assumed-role/OrgwrightApply/*"),
  "every role is exempt": inConditions(ENTRANCE, "arn:*:iam::*:role/*"),
  "Bool where BoolIfExists was meant": inText('"BoolIfExists"', '"Bool"'),
  "a misspelt action": inText("cloudtrail:StopLogging", "cloudtrail:StpoLogging"),
  "federation is held to the organization too": inText("sts:AssumeRole", "sts:*"),
  "no room for services": inText('"aws:PrincipalIsAWSService":["false"]', '"aws:PrincipalIsAWSService":["true"]'),
  "root sessions are root users": inText(',"BoolIfExists":{"aws:AssumedRoot":["false"]}', ""),
  "everything is denied at the root": denyAll("scp"),
  "everything is denied to everybody on the organization's data": denyAll("rcp"),
};

/** Guardrails that bind what AWS exempts, and roles that may do nothing. */
const IN_THE_WORLD: Readonly<Record<string, (cases: readonly Asked[]) => Effect>> = {
  "guardrails bind the management account": (cases) => effectOfTwist(cases, bindingManagement(cases)),
  "everything is denied at the root, to the management account too": (cases) =>
    effectOfMistake(cases, denyAll("scp"), bindingManagement(cases)),
  "guardrails bind service-linked roles": (cases) => effectOfTwist(cases, bindingServiceRoles),
  "everything is denied at the root, to service-linked roles too": (cases) =>
    effectOfMistake(cases, denyAll("scp"), bindingServiceRoles),
  "orgwright's roles are given nothing": (cases) => effectOfTwist(cases, withoutRights),
};

/** Every mistake, by name, with what it does to what is proved. */
export const MISTAKES: ReadonlyMap<string, (cases: readonly Asked[]) => Effect> = new Map([
  ...Object.entries(IN_TEXTS).map(
    ([name, mistake]) => [name, (cases: readonly Asked[]) => effectOfMistake(cases, mistake)] as const,
  ),
  ...Object.entries(IN_THE_WORLD),
]);

function inText(from: string, to: string): Mistake {
  return (document) => JSON.parse(JSON.stringify(document).replaceAll(from, to)) as JsonObject;
}

function denyAll(own: "scp" | "rcp"): Mistake {
  const principal = own === "rcp" ? { Principal: "*" } : {};
  const statement = { Effect: "Deny", ...principal, Action: ["*"], Resource: ["*"] };
  return (document, type) => (type === own ? { ...document, Statement: [statement] } : document);
}

/** In conditions alone: what is protected may have the same name as who is exempt. */
function inConditions(from: string, to: string | null): Mistake {
  return (document) => replaced(document as Json, from, to, false) as JsonObject;
}

function replaced(value: Json, from: string, to: string | null, inCondition: boolean): Json {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((one) =>
      inCondition && one === from ? (to === null ? [] : [to]) : [replaced(one, from, to, inCondition)],
    );
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value as JsonObject);
    return Object.fromEntries(
      entries.map(([key, one]) => [key, replaced(one, from, to, inCondition || key === "Condition")]),
    );
  }
  return value;
}

/** The management account stands under the guardrails of the root, as if it were a member. */
function bindingManagement(cases: readonly Asked[]): Twist {
  const root = cases.map(({ environment }) => environment.scps[0]).find((level) => (level?.policies.length ?? 0) > 1);
  return ({ request, environment }) => {
    const { organization, scps } = environment;
    const isManagement = scps.length > 0 && scps.every(({ policies }) => policies.length <= 1);
    return {
      request,
      environment: {
        ...environment,
        organization: organization === null ? null : { ...organization, managementAccount: "000000000000" },
        scps: isManagement && root !== undefined ? [root] : scps,
      },
    };
  };
}

function bindingServiceRoles({ request, environment }: Asked): ReturnType<Twist> {
  const { requester } = request;
  return requester.is === "service-linked-role"
    ? {
        request: { ...request, requester: { ...requester, is: "role-session", provider: null, mfa: "no-key" } },
        environment: { ...environment, identity: [ADMINISTRATOR] },
      }
    : { request, environment };
}

function withoutRights({ at, request, environment }: Asked): ReturnType<Twist> {
  const isOurs = at.row.actor === "tool-role" || at.row.actor === "plan-role";
  return { request, environment: isOurs ? { ...environment, identity: [] } : environment };
}
