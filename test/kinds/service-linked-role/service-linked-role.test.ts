import { describe, expect, it } from "vitest";
import { openSandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { serviceLinkedRoleVerbs } from "../../../src/kinds/service-linked-role/service-linked-role.aws.ts";
import { serviceLinkedRole } from "../../../src/kinds/service-linked-role/service-linked-role.ts";
import { ORGANIZATION_PLACE as AT } from "../../../src/model/place.ts";
import { lookingFor, operationsSince, toolsFor, wished, writerOf } from "../in-sandbox.ts";

const WISH = wished(serviceLinkedRole, "logging/service-role", { service: "cloudtrail.amazonaws.com" });

describe("a service-linked role", () => {
  it("is made if it is not there, and found by its service", async () => {
    const sandbox = await openSandbox();
    const aws = writerOf(sandbox);
    expect(await serviceLinkedRoleVerbs.list(aws, AT, lookingFor(WISH))).toEqual([]);
    expect(await serviceLinkedRoleVerbs.find(aws, AT, WISH.properties, lookingFor(WISH))).toBeNull();
    await serviceLinkedRoleVerbs.create(aws, WISH, toolsFor(sandbox, WISH));
    const [live] = await serviceLinkedRoleVerbs.list(aws, AT, lookingFor(WISH));
    expect(live).toMatchObject({ id: "cloudtrail.amazonaws.com", properties: WISH.properties });
    expect(await serviceLinkedRoleVerbs.find(aws, AT, WISH.properties, lookingFor(WISH))).toEqual(live);
  });

  it("that the file does not wish for is none of our business and costs nothing", async () => {
    const sandbox = await openSandbox();
    const aws = writerOf(sandbox);
    await serviceLinkedRoleVerbs.create(aws, WISH, toolsFor(sandbox, WISH));
    const start = sandbox.calls.length;
    expect(await serviceLinkedRoleVerbs.list(aws, AT, lookingFor())).toEqual([]);
    expect(operationsSince(sandbox, start)).toEqual([]);
  });
});
