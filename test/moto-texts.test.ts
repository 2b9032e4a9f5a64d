import { describe, expect, it } from "vitest";
import { textsOfBlueprints } from "./moto/blueprint-texts.ts";
import { meaning } from "./moto/seen.ts";
import { openStage, plannedOf } from "./support/plan-in-sandbox.ts";

/** The file that is founded before moto, founded in a sandbox here: what moto's tests hold its texts against has to be right. */
describe("the texts that moto's organization is held against", async () => {
  const stage = await openStage({
    file: "test/moto/acme.yaml",
    managementAccount: "123456789012",
    version: "0.1.0",
  });
  const result = await stage.apply(plannedOf(await stage.plan("apply")));
  const { organization, accounts, keys, policies } = stage.sandbox.world;

  it("are those that stand in AWS once the file was applied", () => {
    expect(result).toMatchObject({ failed: [], unfinished: 0, skipped: 0 });
    const texts = textsOfBlueprints({
      organizationId: organization?.id ?? "",
      ids: new Map(Object.values(accounts).map(({ id, tags }) => [tags["orgwright:address"] ?? "", id])),
      arns: new Map(
        Object.values(keys).map(({ id, account, region, tags }) => [
          tags["orgwright:address"] ?? "",
          `arn:aws:kms:${region}:${account}:key/${id}`,
        ]),
      ),
    });
    const stand = Object.values(policies).filter(({ name }) => texts.has(name));
    expect(stand).toHaveLength(texts.size);
    for (const { name, content } of stand) {
      expect([name, meaning(JSON.parse(content))]).toEqual([name, meaning(texts.get(name))]);
    }
  });
});
