-- A resident has two referrals: the one by which she came, and the one that leads home.
ALTER TABLE crisis ADD COLUMN exit_referral_id UUID;
