ALTER TABLE "bank_rule" ADD COLUMN "demoted_by" INTEGER;
ALTER TABLE "bank_rule" ADD COLUMN "demoted_on" DATE;
ALTER TABLE "bank_rule" ADD COLUMN "payer_account" TEXT NOT NULL DEFAULT '';
