import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { expect, it } from "vitest";

it("reaches moto through the SDK, and finds no organization in it yet", async () => {
  const client = new OrganizationsClient({
    endpoint: process.env["ORGWRIGHT_MOTO_ENDPOINT"] ?? "no endpoint: run the tests with npm run test:moto",
    region: "us-east-1",
    credentials: { accessKeyId: "nobody", secretAccessKey: "nothing" },
  });
  await expect(client.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
    name: "AWSOrganizationsNotInUseException",
  });
});
