import type { Text } from "../model/deferred.ts";
import type { DecidingPolicy } from "../model/proof.ts";
import type { Doubt } from "../policy/evaluate/doubt.ts";
import type { LayerAnswer } from "../policy/evaluate/layers.ts";
import type { Requester } from "../policy/evaluate/requester.ts";
import { rootArn } from "../policy/evaluate/requester.ts";
import type {
  Denial,
  LayerName,
  OpenStatement,
  Passage,
  Residual,
  StatementRef,
  Verdict,
} from "../policy/evaluate/verdict.ts";
import { FULL_ACCESS } from "./compiled.ts";

const LAYERS: Readonly<Record<LayerName, string>> = {
  scp: "service control policy",
  rcp: "resource control policy",
  identity: "identity policy",
  boundary: "permissions boundary",
  session: "session policy",
  resource: "policy on the resource",
};

/** Who asks, as an ARN where there is one. */
export function requesterWords(requester: Requester): string {
  switch (requester.is) {
    case "user":
      return requester.arn;
    case "role-session":
    case "service-linked-role":
      return `a session of ${requester.role}`;
    case "federated-user":
      return `a federated session of ${requester.user}`;
    case "root":
      return rootArn(requester);
    case "assumed-root":
      return `a root session of ${requester.account}`;
    case "service":
      return requester.name;
    case "web-identity":
    case "saml":
      return `somebody signed in by ${requester.provider}`;
    case "anonymous":
      return "somebody without credentials";
  }
}

/** A statement by its policy and name, with where its policy hangs. */
export function statementWords({ layer, at, policy, statement, sid }: StatementRef): string {
  const where = at === null ? "" : ` on ${at}`;
  return `${LAYERS[layer]} ${policy}, ${sid ?? `statement ${statement + 1}`}${where}`;
}

/** Why a verdict is what it is: a line for each reason. */
export function verdictWords(verdict: Verdict): string[] {
  switch (verdict.is) {
    case "denied":
      return distinct(verdict.by.map(denialWords));
    case "allowed":
      return pathWords(verdict.path);
    case "open": {
      const sent = verdict.choices.filter(({ values }) => values.length > 0);
      const choices = sent.map(({ key, values }) => `${key} = ${values.join(", ")}`);
      return [...pathWords(verdict.path), ...(choices.length === 0 ? [] : [`the caller sends ${choices.join("; ")}`])];
    }
    case "denied-only-if":
    case "inconclusive":
      return residualWords(verdict.residual);
  }
}

/** The policies that decide a verdict, each once. */
export function decidedBy(verdict: Verdict): DecidingPolicy[] {
  const found = decidingOf(verdict);
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

function decidingOf(verdict: Verdict): DecidingPolicy[] {
  switch (verdict.is) {
    case "denied":
      return verdict.by.flatMap((denial) =>
        denial.because === "denied"
          ? [deciding(denial.by)]
          : denial.because === "not-allowed"
            ? [{ layer: denial.layer, at: denial.at, policy: null, sid: null }]
            : [],
      );
    case "allowed":
    case "open":
      return verdict.path.flatMap((passage) => (passage.through === "statement" ? [deciding(passage.by)] : []));
    default:
      return [...verdict.residual.denials, ...verdict.residual.missing.flatMap(({ alternatives }) => alternatives)].map(
        ({ by }) => deciding(by),
      );
  }
}

function deciding({ layer, at, policy, statement, sid }: StatementRef): DecidingPolicy {
  return { layer, at, policy, sid: sid ?? `statement ${statement + 1}` };
}

/** What a layer of policies says by itself. */
export function layerWords({ layer, at, policies, answers, by }: LayerAnswer): string {
  const which = `${LAYERS[layer]}${at === null ? "" : ` on ${at}`}`;
  const names = by.map(({ policy, sid, statement }) => `${policy}, ${sid ?? `statement ${statement + 1}`}`);
  const how = names.length === 0 ? (policies === 0 ? " (there is none)" : "") : `: ${distinct(names).join("; ")}`;
  return `${which} ${answers}${how}`;
}

function denialWords(denial: Denial): string {
  switch (denial.because) {
    case "denied":
      return `denied by the ${statementWords(denial.by)}`;
    case "not-allowed":
      return `not allowed by any ${LAYERS[denial.layer]}${denial.at === null ? "" : ` on ${denial.at}`}`;
    case "rule":
      return denial.rule.says;
  }
}

/** The way through, layer by layer; where nothing but `FullAWSAccess` lets it through, that is said once. */
function pathWords(path: readonly Passage[]): string[] {
  const isFree = (passage: Passage) =>
    passage.through === "statement" && passage.by.layer === "scp" && passage.by.policy === FULL_ACCESS.name;
  const free = path.some(isFree) ? ["no service control policy above the account denies it"] : [];
  return distinct([...free, ...path.filter((passage) => !isFree(passage)).map(passageWords)]);
}

function passageWords(passage: Passage): string {
  return passage.through === "rule" ? passage.rule.says : `allowed by the ${statementWords(passage.by)}`;
}

function residualWords({ denials, missing, others }: Residual): string[] {
  return distinct([
    ...denials.map((open) => `perhaps denied by the ${openWords(open)}`),
    ...missing.map(
      ({ layer, alternatives }) =>
        `allowed only if a ${LAYERS[layer]} does: ${alternatives.map(openWords).join(" or ") || "none is known"}`,
    ),
    ...others.map(doubtWords),
  ]);
}

function openWords({ by, doubts }: OpenStatement): string {
  return `${statementWords(by)} (${distinct(doubts.map(doubtWords)).join("; ")})`;
}

function doubtWords(doubt: Doubt): string {
  switch (doubt.about) {
    case "condition":
      return `${doubt.operator} ${doubt.key} ${doubt.values.map(textWords).join(", ")} is not known`;
    case "variable":
      return `the variable ${doubt.key} is not known`;
    case "unresolved-variable":
      return `${textWords(doubt.text)} holds a variable without a value`;
    case "deferred-text":
      return `${textWords(doubt.text)} is known only after apply`;
    case "operator":
      return `the operator ${doubt.operator} is not known`;
    case "value":
      return `${doubt.operator} cannot compare the value of ${doubt.key}`;
    case "arn-pattern":
      return `${textWords(doubt.text)} is no ARN`;
    case "several-values":
      return `${doubt.key} has several values, which ${doubt.operator} compares one by one`;
    case "not-principal":
      return "NotPrincipal does not name account, role and session alike";
    case "resource-policy":
      return "the policy on the resource is not known";
    case "root-sessions":
      return "it is not known who may take root sessions";
  }
}

function textWords(text: Text): string {
  return typeof text === "string" ? text : JSON.stringify(text);
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
