import { exactly, type Shape } from "../shape.ts";
import type { Case } from "../stage.ts";
import { account, NO_ACCOUNT, noUnit, organization, unit } from "./furniture.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
const ACCOUNT: Shape = {
  Id: "text",
  Arn: "text",
  Email: "text",
  Name: "text",
  State: exactly("ACTIVE"),
  Paths: ["text"],
  JoinedMethod: "text",
  JoinedTimestamp: "date",
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html */
const ASKED_FOR: Shape = {
  Id: "text",
  AccountName: exactly("shop"),
  State: exactly("IN_PROGRESS"),
  RequestedTimestamp: "date",
};

const MADE: Shape = {
  Id: "text",
  AccountName: exactly("shop"),
  State: exactly("SUCCEEDED"),
  AccountId: "text",
  RequestedTimestamp: "date",
  CompletedTimestamp: "date",
};

export const ACCOUNTS: readonly Case[] = [
  {
    title: "makes an account, which takes a while, and puts it at the root",
    async play(stage) {
      const root = await organization(stage);
      const { answer } = stage;
      const { CreateAccountStatus: request } = await answer(
        "organizations:CreateAccount",
        { AccountName: "shop", Email: "shop@acme.example", Tags: [{ Key: "team", Value: "shop" }] },
        { CreateAccountStatus: ASKED_FOR },
      );
      await answer(
        "organizations:ListCreateAccountStatus",
        { States: ["IN_PROGRESS"] },
        { CreateAccountStatuses: [ASKED_FOR] },
      );
      await stage.settle();
      const { CreateAccountStatus: done } = await answer(
        "organizations:DescribeCreateAccountStatus",
        { CreateAccountRequestId: request?.Id },
        { CreateAccountStatus: MADE },
      );
      await answer("organizations:ListCreateAccountStatus", {}, { CreateAccountStatuses: [MADE] });
      const AccountId = done?.AccountId ?? "";
      await answer("organizations:DescribeAccount", { AccountId }, { Account: ACCOUNT });
      await answer("organizations:ListAccounts", {}, { Accounts: [ACCOUNT] });
      await answer("organizations:ListAccountsForParent", { ParentId: root }, { Accounts: [ACCOUNT] });
      await answer(
        "organizations:ListParents",
        { ChildId: AccountId },
        { Parents: [{ Id: exactly(root), Type: exactly("ROOT") }] },
      );
      await answer(
        "organizations:ListTagsForResource",
        { ResourceId: AccountId },
        { Tags: [{ Key: exactly("team"), Value: exactly("shop") }] },
      );
    },
  },
  {
    title: "makes one account for an address",
    async play(stage) {
      await organization(stage);
      await account(stage, "shop");
      const { CreateAccountStatus: request } = await stage.make("organizations:CreateAccount", {
        AccountName: "shop",
        Email: "SHOP@acme.example",
      });
      await stage.settle();
      await stage.answer(
        "organizations:DescribeCreateAccountStatus",
        { CreateAccountRequestId: request?.Id },
        {
          CreateAccountStatus: {
            Id: "text",
            AccountName: exactly("shop"),
            State: exactly("FAILED"),
            FailureReason: exactly("EMAIL_ALREADY_EXISTS"),
            RequestedTimestamp: "date",
            CompletedTimestamp: "date",
          },
        },
      );
    },
  },
  {
    title: "moves an account from where it is to somewhere else",
    async play(stage) {
      const root = await organization(stage);
      const target = await unit(stage, root, "prod");
      const AccountId = await account(stage, "shop");
      const { answer, refusal } = stage;
      const move = { AccountId, SourceParentId: root, DestinationParentId: target };
      const nowhere = noUnit(root);
      await refusal("organizations:MoveAccount", { ...move, AccountId: NO_ACCOUNT }, "AccountNotFoundException");
      await refusal("organizations:MoveAccount", { ...move, SourceParentId: nowhere }, "SourceParentNotFoundException");
      await refusal(
        "organizations:MoveAccount",
        { ...move, DestinationParentId: nowhere },
        "DestinationParentNotFoundException",
      );
      await refusal("organizations:MoveAccount", { ...move, DestinationParentId: root }, "DuplicateAccountException");
      await answer("organizations:MoveAccount", move, {});
      await answer(
        "organizations:ListParents",
        { ChildId: AccountId },
        { Parents: [{ Id: exactly(target), Type: exactly("ORGANIZATIONAL_UNIT") }] },
      );
      await answer("organizations:ListAccountsForParent", { ParentId: target }, { Accounts: [ACCOUNT] });
    },
  },
  {
    title: "lists the regions that an account may use",
    async play({ answer }) {
      await answer(
        "account:ListRegions",
        { RegionOptStatusContains: ["ENABLED_BY_DEFAULT"] },
        { Regions: [{ RegionName: "text", RegionOptStatus: exactly("ENABLED_BY_DEFAULT") }] },
      );
    },
  },
  {
    title: "renames an account when the service for that is trusted",
    async play(stage) {
      await organization(stage);
      const AccountId = await account(stage, "shop");
      await stage.make("organizations:EnableAWSServiceAccess", { ServicePrincipal: "account.amazonaws.com" });
      await stage.answer("account:PutAccountName", { AccountId, AccountName: "store" }, {});
    },
  },
  {
    title: "knows no account and no request that is not there",
    async play(stage) {
      await organization(stage);
      const { refusal } = stage;
      await refusal("organizations:DescribeAccount", { AccountId: NO_ACCOUNT }, "AccountNotFoundException");
      await refusal(
        "organizations:DescribeCreateAccountStatus",
        { CreateAccountRequestId: "car-zzzzzzzz" },
        "CreateAccountStatusNotFoundException",
      );
      await refusal("organizations:ListParents", { ChildId: NO_ACCOUNT }, "ChildNotFoundException");
    },
  },
];
