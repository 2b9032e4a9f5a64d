import type { World } from "../../aws/door/enter.ts";
import { startTally } from "../../aws/door/statistics.ts";
import { openSandbox, type Sandbox } from "../../aws/sandbox/sandbox.ts";
import type { Plan } from "../../model/plan.ts";
import { applyPlan, makePlan, type Planned } from "../../pipeline.ts";
import { durationText } from "../../report/duration-text.ts";
import { findingsText } from "../../report/findings-text.ts";
import { organizationText } from "../../report/organization-text.ts";
import { organizationView } from "../../report/organization-view.ts";
import { pageOf } from "../../report/plan-page.ts";
import { summaryOf, summarySentence } from "../../report/summary.ts";
import { pageText } from "../../report/text.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { EXAMPLE, shippedTables, toolVersion } from "../shipped.ts";
import { type DiskSource, openSource } from "../source.ts";
import type { Terminal } from "../terminal.ts";

const SEED = 7;

/** What somebody did by hand behind orgwright's back. */
const TAMPERINGS = [
  "moved the account playground out of its unit",
  "detached the guardrail that keeps accounts from leaving",
  "let everybody assume the role Support in shop-dev",
];

/** A whole story in a sandbox that is thrown away: found, plan again, tamper, see the drift, correct it. */
export async function runDemo(terminal: Terminal): Promise<ExitCode> {
  const started = performance.now();
  const stage = await openStage(terminal);
  stage.heading(1, "Found the example organization", "orgwright apply --yes");
  const founding = await stage.plan();
  terminal.out(summarySentence(summaryOf(founding.plan.steps)));
  await stage.apply(founding);
  terminal.out(organizationText(organizationView((await stage.plan()).live), terminal.outText));

  stage.heading(2, "Plan again: there is nothing to do", "orgwright plan --detailed-exitcode");
  const second = (await stage.plan()).plan;
  stage.show(second);

  stage.heading(3, "Somebody tampers by hand", "");
  await tamper(stage.sandbox);
  terminal.out(TAMPERINGS.map((what) => `  - ${what}`).join("\n"));

  stage.heading(4, "The next plan shows exactly that", "orgwright plan");
  const drifted = await stage.plan();
  stage.show(drifted.plan);

  stage.heading(5, "Correct it", "orgwright apply --yes");
  await stage.apply(drifted);
  const last = (await stage.plan()).plan;

  stage.heading(6, "Summary", "");
  const seconds = durationText((performance.now() - started) / 1000);
  const { calls, clock, world } = stage.sandbox;
  terminal.out(
    `Founded ${Object.keys(world.accounts).length} accounts with ${founding.plan.steps.length} steps, found ${drifted.plan.steps.length} things that drifted, corrected them.`,
  );
  terminal.out(
    `${calls.length} AWS calls in ${seconds}; in the sandbox's time it took ${durationText((clock.now().getTime() - stage.began) / 1000)}.`,
  );
  const isAsTold =
    second.steps.length === 0 && drifted.plan.steps.length === TAMPERINGS.length && last.steps.length === 0;
  terminal.out(
    isAsTold
      ? "The last plan is empty. Nothing of this touched AWS."
      : "This is not what the demo is meant to show: please report it.",
  );
  return isAsTold ? EXIT.done : EXIT.error;
}

interface Stage {
  readonly sandbox: Sandbox;
  /** The sandbox's time at the beginning, in milliseconds. */
  readonly began: number;
  heading(number: number, title: string, command: string): void;
  plan(): Promise<Planned>;
  show(plan: Plan): void;
  apply(planned: Planned): Promise<void>;
}

async function openStage(terminal: Terminal): Promise<Stage> {
  const sandbox = await openSandbox({ managementAccount: "111111111111", seed: SEED });
  const source = openSource(EXAMPLE);
  const tables = shippedTables();
  const { transport, clock } = sandbox;
  const world: World = { transport, clock, random: () => 0.5, tally: startTally(clock) };
  return {
    sandbox,
    began: clock.now().getTime(),
    heading(number, title, command) {
      terminal.out(`\n${number}. ${title}${command === "" ? "" : `\n   $ ${command}`}\n`);
    },
    async plan() {
      const identity = { role: "apply", founder: false } as const;
      const planned = await makePlan(source, tables, world, { identity, allowed: [], version: toolVersion() });
      if (planned.is === "refused") {
        throw new Error(
          `The example cannot be planned.\n${findingsText(planned.findings, terminal.errText, source.frame)}`,
        );
      }
      return planned;
    },
    show: (plan) => terminal.out(pageText(pageOf(plan), terminal.outText, source.frame)),
    apply: (planned) => applyOrThrow(planned, world, terminal, source),
  };
}

async function applyOrThrow(planned: Planned, world: World, terminal: Terminal, source: DiskSource): Promise<void> {
  const { failed } = await applyPlan(planned, world, { emit: () => {} });
  if (failed.length > 0) {
    throw new Error(`The example cannot be applied.\n${findingsText(failed, terminal.errText, source.frame)}`);
  }
}

async function tamper(sandbox: Sandbox): Promise<void> {
  const { accounts, policies, organization } = sandbox.world;
  const root = organization?.rootId ?? "";
  const called = (name: string) => Object.values(accounts).find((account) => account.name === name);
  const playground = called("playground");
  const stay = Object.values(policies).find((policy) => policy.name === "foundation-stay");
  await sandbox.raw({
    service: "organizations",
    operation: "MoveAccount",
    input: { AccountId: playground?.id, SourceParentId: playground?.parent, DestinationParentId: root },
  });
  await sandbox.raw({
    service: "organizations",
    operation: "DetachPolicy",
    input: { PolicyId: stay?.id, TargetId: root },
  });
  await sandbox.raw({
    service: "iam",
    operation: "UpdateAssumeRolePolicy",
    account: called("shop-dev")?.id ?? "",
    input: { RoleName: "Support", PolicyDocument: JSON.stringify(EVERYBODY) },
  });
}

const EVERYBODY = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Anyone", Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
};
