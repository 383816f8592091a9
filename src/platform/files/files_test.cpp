#include "platform/files/files.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "platform/db/testing.h"
#include "platform/files/upload.h"

namespace gishe::files {
namespace {

using namespace std::string_literals;

const std::string pdf = "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer\n%%EOF\n";
const std::string png = "\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82"s;
const std::string jpeg = "\xff\xd8\xff\xe0 picture \xff\xd9"s;

std::string why(std::string_view bytes) {
  const auto checked = check_upload(bytes, "paper");
  return checked ? *checked : checked.refusals().front().code->name;
}

TEST(Upload, is_known_by_its_bytes) {
  EXPECT_EQ(why(pdf), "application/pdf");
  EXPECT_EQ(why(png), "image/png");
  EXPECT_EQ(why(jpeg), "image/jpeg");
  EXPECT_EQ(why("RIFF\x0c\0\0\0WEBPVP8 12345678"s), "image/webp");
}

TEST(Upload, other_kinds_are_refused_whatever_they_are_called) {
  EXPECT_EQ(why(""), "files.empty");
  EXPECT_EQ(why("MZ\x90\0 program"s), "files.kind_not_taken");
  EXPECT_EQ(why("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "files.kind_not_taken");
  EXPECT_EQ(why("PK\x03\x04 a very small archive of very much"s), "files.kind_not_taken");
  EXPECT_EQ(why("<html>%PDF-1.7 %%EOF"), "files.kind_not_taken");
  EXPECT_EQ(why("....ftypheic"), "files.kind_not_taken");
  EXPECT_EQ(why(std::string(bytes_max + 1, 'a')), "files.too_large");
}

TEST(Upload, half_a_file_is_said_to_be_half) {
  EXPECT_EQ(why(pdf.substr(0, 30)), "files.broken");
  EXPECT_EQ(why(png.substr(0, 12)), "files.broken");
  EXPECT_EQ(why(jpeg.substr(0, 6)), "files.broken");
}

TEST(Upload, a_pdf_that_wants_to_act_is_refused) {
  const auto with = [](std::string_view what) {
    return "%PDF-1.4\n<< /OpenAction << " + std::string(what) + " >> >>\n%%EOF";
  };
  EXPECT_EQ(why(with("/S /JavaScript /JS (app.alert(1))")), "files.active_content");
  EXPECT_EQ(why(with("/S /Java#53cript")), "files.active_content");
  EXPECT_EQ(why(with("/S/Launch/F(cmd.exe)")), "files.active_content");
  EXPECT_EQ(why(with("/Type /EmbeddedFile")), "files.active_content");
  EXPECT_EQ(why(with("/S /SubmitForm /F (http://x)")), "files.active_content");
  // A first page to open at is no harm.
  EXPECT_EQ(why(with("/S /GoTo /D [0 /Fit]")), "application/pdf");
  EXPECT_EQ(why(with("/JavaScripture")), "application/pdf");
}

TEST(Upload, an_act_packed_away_in_a_pdf_is_found) {
  const auto packed = [](std::string_view objects) {
    std::string out(compressBound(objects.size()), '\0');
    uLongf size = out.size();
    compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(objects.data()),
             objects.size());
    return "%PDF-1.5\n1 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n" + out.substr(0, size) +
           "\nendstream\n%%EOF";
  };
  EXPECT_EQ(why(packed("1 0 << /OpenAction << /S /JavaScript /JS (1) >> >>")), "files.active_content");
  EXPECT_EQ(why(packed("1 0 << /OpenAction << /S /GoTo /D [0 /Fit] >> >>")), "application/pdf");
  EXPECT_EQ(why("%PDF-1.5\n<< /Type /ObjStm >> stream\nno zlib\n%%EOF"), "application/pdf");
}

TEST(Upload, names_are_tidied) {
  const auto tidy = [](std::string_view name) { return tidy_name(name, "application/pdf"); };
  EXPECT_EQ(tidy("Решение на ТЕЛК.pdf"), "Решение на ТЕЛК.pdf");
  EXPECT_EQ(tidy("../../etc/passwd"), "passwd.pdf");
  EXPECT_EQ(tidy("C:\\fakepath\\scan.PDF"), "scan.pdf");
  EXPECT_EQ(tidy("\u202Efdp.exe"), "fdp.exe.pdf");
  EXPECT_EQ(tidy("a\u200bb\r\nSet-Cookie: x=1.pdf"), "abSet-Cookie x=1.pdf");
  EXPECT_EQ(tidy("..."), "document.pdf");
  EXPECT_EQ(tidy(""), "document.pdf");
  EXPECT_EQ(tidy("\xff\xfe"), "document.pdf");
  EXPECT_EQ(tidy_name("снимка.jpeg", "image/jpeg"), "снимка.jpg");
  std::string hundreds;
  for (int i = 0; i < 300; ++i) hundreds += "ж";
  EXPECT_EQ(tidy(hundreds).size(), 96 * 2 + 4u);
}

class Files : public testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> db = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  const MunicipalityCode here{"PAZ14"}, there{"PAZ29"};
  const Instant now{1'700'000'000'000'000};

  FileId keep(std::string_view bytes, bool personal) {
    return db->write([&](db::Tx& tx) {
      return store(tx, vault, {here, bytes, "application/pdf", "Решение на ТЕЛК.pdf", personal}, now);
    });
  }
  std::optional<File> look(const MunicipalityCode& municipality, const FileId& id) {
    return db->read([&](db::Session& session) { return find(session, vault, municipality, id); });
  }
};

TEST_P(Files, come_back_as_they_were) {
  for (const bool personal : {true, false}) {
    const FileId id = keep(pdf, personal);
    const auto found = look(here, id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->bytes, pdf);
    EXPECT_EQ(found->about.name, "Решение на ТЕЛК.pdf");
    EXPECT_EQ(found->about.media_type, "application/pdf");
    EXPECT_EQ(found->about.size_bytes, static_cast<std::int64_t>(pdf.size()));
    EXPECT_EQ(found->about.stored_at, now);
    const auto about = db->read([&](db::Session& session) { return describe(session, vault, here, id); });
    ASSERT_TRUE(about);
    EXPECT_EQ(about->name, "Решение на ТЕЛК.pdf");
    EXPECT_FALSE(look(there, id)) << "another municipality's";
  }
}

TEST_P(Files, ten_mebibytes_are_kept_whole) {
  std::string large = "%PDF-1.7\n" + secrets::random_bytes(bytes_max - 16);
  large += "\n%%EOF";
  large.resize(bytes_max, '\n');
  EXPECT_EQ(look(here, keep(large, true))->bytes, large);
}

TEST_P(Files, personal_ones_are_sealed) {
  const FileId id = keep(pdf, true);
  static const db::Query raw{"test.raw", "SELECT name, bytes FROM stored_file WHERE id = $1"};
  db->read([&](db::Session& session) {
    session.one(raw, {id}, [&](const db::Row& row) {
      EXPECT_EQ(row.text(0).find("ТЕЛК"), std::string_view::npos);
      EXPECT_EQ(row.text(1).find("%PDF"), std::string_view::npos);
    });
  });
  const FileId another = keep("%PDF- another %%EOF", true);
  static const db::Query swap{"test.swap",
                              "UPDATE stored_file SET bytes = (SELECT bytes FROM stored_file WHERE id = $1)"
                              " WHERE id = $2"};
  db->write([&](db::Tx& tx) { tx.run(swap, {another, id}); });
  EXPECT_FALSE(look(here, id)) << "bytes moved to another row do not open there";
}

TEST_P(Files, are_gone_when_erased) {
  const FileId id = keep(pdf, true);
  EXPECT_TRUE(db->write([&](db::Tx& tx) { return erase(tx, here, id); }));
  EXPECT_FALSE(look(here, id));
  EXPECT_FALSE(db->write([&](db::Tx& tx) { return erase(tx, here, id); }));
}

INSTANTIATE_TEST_SUITE_P(Engines, Files, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::files
