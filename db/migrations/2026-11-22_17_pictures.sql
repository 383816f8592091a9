-- Pictures of a news item, drawn anew in three widths (platform/pictures) and kept as files. Without words for those who
-- do not see it there is no picture. The first by position is the cover.
CREATE TABLE news_picture (
  municipality TEXT NOT NULL,
  id UUID NOT NULL,
  item_id UUID NOT NULL,
  position BIGINT NOT NULL,
  alt_bg TEXT NOT NULL CHECK (alt_bg <> ''),
  alt_it TEXT NOT NULL,
  alt_en TEXT NOT NULL,
  caption_bg TEXT NOT NULL,
  caption_it TEXT NOT NULL,
  caption_en TEXT NOT NULL,
  small_file UUID NOT NULL,
  small_width BIGINT NOT NULL,
  small_height BIGINT NOT NULL,
  middle_file UUID NOT NULL,
  middle_width BIGINT NOT NULL,
  middle_height BIGINT NOT NULL,
  large_file UUID NOT NULL,
  large_width BIGINT NOT NULL,
  large_height BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by UUID NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, id),
  FOREIGN KEY (municipality, item_id) REFERENCES news_item (municipality, id),
  FOREIGN KEY (municipality, small_file) REFERENCES stored_file (municipality, id),
  FOREIGN KEY (municipality, middle_file) REFERENCES stored_file (municipality, id),
  FOREIGN KEY (municipality, large_file) REFERENCES stored_file (municipality, id)
);
CREATE INDEX news_picture_of_item ON news_picture (municipality, item_id, position);
CREATE INDEX news_picture_by_id ON news_picture (id);
