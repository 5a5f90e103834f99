-- The instant from which readers may not see a photo any more, in microseconds since 1970; the clockwork makes it gone then.
ALTER TABLE photos ADD COLUMN expires BIGINT;
-- Whether readers may not see it any more (1): its rights have ended, or it was killed.
ALTER TABLE photos ADD COLUMN gone BIGINT NOT NULL DEFAULT 0;
CREATE INDEX photos_expire ON photos (expires) WHERE gone = 0;
