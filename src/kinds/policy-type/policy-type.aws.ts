import type { Reader } from "../../aws/contract/call.ts";
import { readRoot } from "../../aws/contract/organization-tree.ts";
import { Unfinished } from "../../aws/contract/unfinished.ts";
import type { Verbs, VerbTools } from "../../aws/contract/verbs.ts";
import { known } from "../../model/deferred.ts";
import type { Live } from "../../model/live.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { PolicyType } from "./policy-type.ts";

const POLL_MILLISECONDS = 2_000;
const MAX_POLLS = 90;

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html */
export const policyTypeVerbs: Verbs<PolicyType> = {
  kind: "policy-type",

  async list(aws) {
    return await look(aws);
  },

  async find(aws, _at, like) {
    return (await look(aws)).find(({ properties }) => properties.type === like.type) ?? null;
  },

  async create(aws, { properties: { type, root } }, tools) {
    if ((await statusOf(aws, type)) !== "PENDING_ENABLE") {
      await aws.call("organizations:EnablePolicyType", AT, { RootId: known(root), PolicyType: type as "TAG_POLICY" });
    }
    await untilEnabled(aws, type, tools);
    return { id: type, outputs: {} };
  },

  async update() {},
};

async function statusOf(aws: Reader, type: string): Promise<string | undefined> {
  return (await readRoot(aws))?.policyTypes.get(type);
}

async function untilEnabled(aws: Reader, type: string, tools: VerbTools): Promise<void> {
  for (let polls = 1; (await statusOf(aws, type)) !== "ENABLED"; polls += 1) {
    if (polls > MAX_POLLS) {
      throw new Unfinished(`AWS is still enabling the policy type ${type} after ${MAX_POLLS} looks.`);
    }
    tools.waiting(`AWS to finish enabling ${type}`);
    await tools.clock.sleep(POLL_MILLISECONDS, tools.signal);
  }
}

async function look(aws: Reader): Promise<Live<PolicyType>[]> {
  const root = await readRoot(aws);
  const types = root === null ? [] : [...root.policyTypes].filter(([, status]) => status === "ENABLED");
  return types.map(([type]) => ({
    kind: "policy-type",
    id: type,
    place: AT,
    owner: { is: "nobody" },
    properties: { type, root: root?.rootId ?? "" },
    outputs: {},
  }));
}
