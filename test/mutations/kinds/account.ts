import type { Account } from "../../../src/kinds/account/account.ts";
import { atManagement, OUR_TAG_KEYS } from "../calls.ts";
import type { KindMutations } from "../mutation.ts";

export const accountMutations: KindMutations<Account> = {
  subject: "workload/account:shop",
  fields: {
    name: [
      {
        does: "renames it",
        calls: (names) => [
          atManagement("account:PutAccountName", { AccountId: names.account("shop"), AccountName: "boutique" }),
        ],
      },
    ],
    email: [
      {
        does: "gives its root user another address",
        edit: {
          because: "AWS mails a code to the new address, which its owner has to send back",
          change: (world, names) => {
            (world.accounts[names.account("shop")] as { email: string }).email = "boutique@acme.example";
          },
        },
        told: ["immutable-field"],
      },
    ],
    parent: [
      {
        does: "moves it to the root",
        calls: (names) => [
          atManagement("organizations:MoveAccount", {
            AccountId: names.account("shop"),
            SourceParentId: names.unit("workloads/dev"),
            DestinationParentId: names.root,
          }),
        ],
      },
    ],
    tags: [
      {
        does: "writes another owner",
        calls: (names) => [
          atManagement("organizations:TagResource", {
            ResourceId: names.account("shop"),
            Tags: [{ Key: "Owner", Value: "nobody" }],
          }),
        ],
      },
      {
        does: "takes a tag off",
        calls: (names) => [
          atManagement("organizations:UntagResource", { ResourceId: names.account("shop"), TagKeys: ["Owner"] }),
        ],
      },
    ],
  },
  ours: [
    {
      does: "takes our tags off",
      calls: (names) => [
        atManagement("organizations:UntagResource", { ResourceId: names.account("shop"), TagKeys: OUR_TAG_KEYS }),
      ],
    },
  ],
};
