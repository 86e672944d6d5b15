ALTER TABLE "claim" ADD COLUMN "suspended_on" DATE;
