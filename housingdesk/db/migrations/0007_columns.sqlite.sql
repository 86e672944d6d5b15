ALTER TABLE "claim" ADD COLUMN "suspended_on" TEXT;
CREATE INDEX "claim_reference" ON "claim" ("reference");
