import { conditionsOf, denies, type Linted, type LintRule, problem, texts } from "./parts.ts";
import type { LintProblem } from "./problem.ts";

/** Rules about what a statement is asked for. */
export const ACTION_RULES: readonly LintRule[] = [
  unknownActions,
  withoutResource,
  otherService,
  unknownKeys,
  otherKeys,
];

function named({ statement }: Linted): { readonly element: string; readonly actions: readonly string[] } {
  const element = statement.Action === undefined ? "NotAction" : "Action";
  return { element, actions: texts(statement.Action ?? statement.NotAction) };
}

function unknownActions(linted: Linted): LintProblem[] {
  const { element, actions } = named(linted);
  return actions.flatMap((action, index) => {
    const service = action.split(":")[0]?.toLowerCase() ?? "";
    const path = `${linted.path}/${element}/${index}`;
    if (action === "*" || /[*?]/.test(service)) {
      return [];
    }
    if (!linted.table.services.has(service) && !UNLISTED.has(service)) {
      return problem("lint-unknown-service", path, `AWS lists no service \`${service}\`.`, SPELLING);
    }
    return linted.table.matching(action).length > 0 || UNLISTED.has(service)
      ? []
      : problem("lint-unknown-action", path, `AWS lists no action \`${action}\`.`, SPELLING);
  });
}

/** Services that AWS names in its own examples of policies and not in its list of actions. */
const UNLISTED: ReadonlySet<string> = new Set(["discovery-marketplace"]);

const SPELLING =
  "Correct the spelling; https://docs.aws.amazon.com/service-authorization/latest/reference/ lists all. If it is newer than orgwright's table, leave it.";

/** Such a denial never applies: the request is asked for `*`. */
function withoutResource(linted: Linted): LintProblem[] {
  const resources = texts(linted.statement.Resource);
  const { element, actions } = named(linted);
  if (!denies(linted) || element === "NotAction" || !resources.every(isArn) || resources.length === 0) {
    return [];
  }
  return actions.flatMap((action, index) => {
    const found = action.includes(":") ? linted.table.matching(action) : [];
    return found.length > 0 && found.every(({ takesResource }) => !takesResource)
      ? problem(
          "lint-action-without-resource",
          `${linted.path}/Action/${index}`,
          `\`${action}\` has no resources, so that this denial never applies to it.`,
          'Deny it in a statement of its own with "Resource": "*".',
        )
      : [];
  });
}

function isArn(text: string): boolean {
  return /^arn:[^:]*:[a-z0-9-]+:/.test(text);
}

function otherService(linted: Linted): LintProblem[] {
  const { element, actions } = named(linted);
  const resources = texts(linted.statement.Resource);
  const services = new Set(actions.map((action) => action.split(":")[0]?.toLowerCase() ?? ""));
  const isOpen = actions.some((action) => /^[^:]*[*?]/.test(action)) || !resources.every(isArn);
  const owners = resources.map((resource) => resource.split(":")[2] ?? "");
  const isStrange = owners.every((owner) => !services.has(owner) && !related(owner, services));
  return element === "NotAction" || isOpen || owners.length === 0 || actions.length === 0 || !isStrange
    ? []
    : problem(
        "lint-resource-of-other-service",
        `${linted.path}/Resource`,
        `The resources are of ${[...new Set(owners)].join(", ")}, the actions of ${[...services].join(", ")}: the statement applies to nothing.`,
        "Name resources that the actions are asked for.",
      );
}

/** Services whose actions are asked for resources with another service's name in their ARNs. */
const RELATED: Readonly<Record<string, readonly string[]>> = {
  iam: ["sts", "organizations", "sso"],
  execute_api: ["apigateway"],
  s3: ["s3-object-lambda", "s3express"],
};

function related(owner: string, services: ReadonlySet<string>): boolean {
  return (RELATED[owner] ?? []).some((service) => services.has(service));
}

function unknownKeys(linted: Linted): LintProblem[] {
  return conditionsOf(linted).flatMap(({ key, name, path }) => {
    const service = key.slice(0, key.indexOf(":"));
    const isListed = service !== "aws" && !linted.table.services.has(service);
    return isListed || linted.table.hasKey(key)
      ? []
      : problem("lint-unknown-key", path, `AWS lists no condition key \`${name}\`.`, SPELLING);
  });
}

function otherKeys(linted: Linted): LintProblem[] {
  const { element, actions } = named(linted);
  const services = new Set(actions.map((action) => action.split(":")[0]?.toLowerCase() ?? ""));
  if (element === "NotAction" || [...services].some((service) => /[*?]/.test(service))) {
    return [];
  }
  return conditionsOf(linted).flatMap(({ key, name, path }) => {
    const service = key.slice(0, key.indexOf(":"));
    return !linted.table.services.has(service) || services.has(service)
      ? []
      : problem(
          "lint-key-of-other-service",
          path,
          `Requests for ${[...services].join(", ")} carry no \`${name}\`.`,
          "Use a key that the actions carry, or let the condition go.",
        );
  });
}
