import type { Text } from "../../model/deferred.ts";
import type { Statement } from "../document.ts";
import {
  type CompiledCondition,
  compileConditions,
  conditionHolds,
  doubtsOfCondition,
  doubtsOfTemplate,
} from "./condition.ts";
import type { Doubt } from "./doubt.ts";
import { globMatches } from "./glob.ts";
import { isNamed, type Naming, NOT_NAMED, namingOf, type PrincipalMatcher, principalMatcher } from "./naming.ts";
import type { AccessRequest } from "./request.ts";
import { type ResourceMatcher, resourceMatcher, resourceMatches } from "./resource-match.ts";
import { type Template, templateOf } from "./template.ts";
import { both, either, MAYBE, NO, not, type Truth, YES } from "./truth.ts";

/** A request and what the whole evaluation needs to know of it. */
export interface Facts {
  readonly request: AccessRequest;
  /** Whether a permissions boundary is set on the requester. */
  readonly bounded: boolean;
}

/** A statement ready to be asked whether it applies. */
export interface CompiledStatement {
  /** Counted from 0 in its document. */
  readonly index: number;
  readonly sid: string | null;
  readonly allows: boolean;
  readonly actions: { readonly negated: boolean; readonly templates: readonly Template[] };
  readonly resources: ResourceMatcher;
  /** Null in policies that hang on a principal: they are about whoever they hang on. */
  readonly principal: PrincipalMatcher | null;
  readonly conditions: readonly CompiledCondition[];
}

export function compileStatement(statement: Statement, index: number, variables: boolean): CompiledStatement {
  const { Principal: principal, NotPrincipal: notPrincipal, Sid: sid } = statement;
  return {
    index,
    sid: typeof sid === "string" ? sid : null,
    allows: statement.Effect === "Allow",
    actions: compileActions(statement.Action ?? statement.NotAction ?? [], statement.Action === undefined),
    resources: resourceMatcher(statement.Resource, statement.NotResource, variables),
    principal:
      principal !== undefined
        ? principalMatcher(principal, false)
        : notPrincipal !== undefined
          ? principalMatcher(notPrincipal, true)
          : null,
    conditions: compileConditions(statement.Condition, variables),
  };
}

function compileActions(actions: readonly Text[], negated: boolean): CompiledStatement["actions"] {
  const lower = (text: Text): Text => (typeof text === "string" ? text.toLowerCase() : text);
  return { negated, templates: actions.map((text) => templateOf(lower(text), { variables: false, wildcards: true })) };
}

/**
 * Whether a statement is about an action, given in lower case: capitals do not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function actionMatches({ actions }: CompiledStatement, action: string): Truth {
  let found: Truth = NO;
  for (const { fixed } of actions.templates) {
    if (fixed !== null && globMatches(fixed, action)) {
      found = either(found, fixed.holes ? MAYBE : YES);
    }
  }
  return actions.negated ? not(found) : found;
}

/** Whether a statement applies to a request whose action it is about as surely as `action` says. */
export function applies(statement: CompiledStatement, action: Truth, facts: Facts): Truth {
  const named = statement.principal === null ? YES : isNamed(naming(statement.principal, statement, facts));
  return named === NO ? NO : both(named, appliesToAnyone(statement, action, facts));
}

/** As `applies`, by how the statement names the requester. A statement without a principal names nobody. */
export function appliesByName(statement: CompiledStatement, action: Truth, facts: Facts): Naming {
  const names = statement.principal === null ? NOT_NAMED : naming(statement.principal, statement, facts);
  const others = isNamed(names) === NO ? NO : appliesToAnyone(statement, action, facts);
  return others === NO
    ? NOT_NAMED
    : {
        directly: both(names.directly, others),
        throughItsRole: both(names.throughItsRole, others),
        throughItsAccount: both(names.throughItsAccount, others),
      };
}

function naming(principal: PrincipalMatcher, statement: CompiledStatement, { request, bounded }: Facts): Naming {
  return namingOf(principal, request.requester, bounded, !statement.allows);
}

function appliesToAnyone(statement: CompiledStatement, action: Truth, { request }: Facts): Truth {
  let truth = both(action, resourceMatches(statement.resources, request.resource.arn, request.context));
  for (const condition of statement.conditions) {
    if (truth === NO) {
      return NO;
    }
    truth = both(truth, conditionHolds(condition, request.context));
  }
  return truth;
}

/** Why it cannot be told whether a statement applies that neither surely does nor surely does not. */
export function doubtsOf(statement: CompiledStatement, action: Truth, facts: Facts): Doubt[] {
  const { context, resource } = facts.request;
  const { principal, resources, conditions } = statement;
  return [
    ...(action === MAYBE ? statement.actions.templates.flatMap((text) => doubtsOfTemplate(text, context)) : []),
    ...(principal === null ? [] : doubtsOfPrincipal(principal, naming(principal, statement, facts))),
    ...(resourceMatches(resources, resource.arn, context) === MAYBE
      ? (resources.templates ?? []).flatMap((text) => doubtsOfTemplate(text, context))
      : []),
    ...conditions
      .filter((condition) => conditionHolds(condition, context) === MAYBE)
      .flatMap((condition) => doubtsOfCondition(condition, context)),
  ];
}

function doubtsOfPrincipal(principal: PrincipalMatcher, names: Naming): Doubt[] {
  if (isNamed(names) !== MAYBE) {
    return [];
  }
  const later = principal.deferred.map(({ source: text }): Doubt => ({ about: "deferred-text", text }));
  return later.length > 0 ? later : [{ about: "not-principal" }];
}
