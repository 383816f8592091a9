#include "platform/secrets/sealed_file.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <sstream>

#include "platform/secrets/secrets.h"

namespace gishe::secrets {
namespace {

namespace fs = std::filesystem;

class SealedFile : public testing::Test {
 protected:
  SealedFile() {
    std::string name = (fs::temp_directory_path() / "gishe-sealed-XXXXXX").string();
    m_folder = mkdtemp(name.data());
    sealed = m_folder + "/sealed";
    opened = m_folder + "/opened";
  }
  ~SealedFile() override { fs::remove_all(m_folder); }

  void seal(const std::string& plain, std::size_t step) {
    std::ofstream out(sealed, std::ios::binary);
    FileSealer sealer(read_open_half(keys.open), [&](const char* bytes, std::size_t count) {
      out.write(bytes, static_cast<std::streamsize>(count));
    });
    for (std::size_t at = 0; at < plain.size(); at += step)
      sealer.add(plain.data() + at, std::min(step, plain.size() - at));
    sealer.finish();
  }
  static std::string content(const std::string& path) {
    std::ostringstream all;
    all << std::ifstream(path, std::ios::binary).rdbuf();
    return all.str();
  }
  void write_sealed(const std::string& bytes) const { std::ofstream(sealed, std::ios::binary) << bytes; }
  bool opens(const std::string& secret) const {
    try {
      unseal_file(sealed, opened, secret);
      return true;
    } catch (const std::runtime_error&) {
      EXPECT_FALSE(fs::exists(opened)) << "half a file stays";
      return false;
    }
  }

  const FileKeys keys = new_file_keys();
  std::string m_folder, sealed, opened;
};

TEST_F(SealedFile, opens_with_its_secret_half_only_and_holds_nothing_readable) {
  for (const std::size_t bytes :
       {std::size_t{0}, std::size_t{1}, std::size_t{1} << 20, (std::size_t{1} << 20) + 1, (std::size_t{5} << 20) / 2}) {
    std::string plain(bytes, 'x');
    plain += "Невидимка";
    seal(plain, 70'001);
    EXPECT_TRUE(is_sealed_file(sealed));
    EXPECT_EQ(content(sealed).find("Невидимка"), std::string::npos);
    EXPECT_EQ(content(sealed).find("xxxxxxxx"), std::string::npos);
    EXPECT_FALSE(opens(new_file_keys().secret));
    EXPECT_FALSE(opens(keys.open)) << "the half that writes does not read";
    ASSERT_TRUE(opens(keys.secret));
    EXPECT_EQ(content(opened), plain);
    fs::remove(opened);
  }
}

TEST_F(SealedFile, changed_mixed_or_cut_short_is_not_opened) {
  seal(std::string(std::size_t{3} << 20, 'x'), 1 << 20);
  const auto whole = content(sealed);
  constexpr std::size_t piece = (1 << 20) + 17;
  for (const std::size_t at : {std::size_t{20}, std::size_t{110}, whole.size() / 2, whole.size() - 1}) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write_sealed(changed);
    EXPECT_FALSE(opens(keys.secret)) << at;
  }
  for (const std::size_t left : {std::size_t{15}, std::size_t{90}, whole.size() - 1, whole.size() - piece}) {
    write_sealed(whole.substr(0, left));
    EXPECT_FALSE(opens(keys.secret)) << left;
  }
  const std::size_t first = whole.size() - 3 * piece;
  write_sealed(whole.substr(0, first) + whole.substr(first + piece, piece) + whole.substr(first, piece) +
               whole.substr(first + 2 * piece));
  EXPECT_FALSE(opens(keys.secret)) << "two pieces changed places";
  write_sealed(whole + whole.substr(whole.size() - piece));
  EXPECT_FALSE(opens(keys.secret)) << "more after the end";
}

TEST_F(SealedFile, no_key_is_no_key) {
  EXPECT_EQ(read_open_half(keys.open).size(), 32U);
  EXPECT_TRUE(read_open_half(keys.secret).empty());
  EXPECT_TRUE(read_open_half("").empty());
  EXPECT_THROW(FileSealer("", [](const char*, std::size_t) {}), std::runtime_error);
  EXPECT_FALSE(is_sealed_file(m_folder + "/nothing"));
}

}  // namespace
}  // namespace gishe::secrets
