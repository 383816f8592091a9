#include "platform/secrets/secrets.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.h"
#include "platform/secrets/one_time_code.h"

namespace gishe::secrets {
namespace {

namespace fs = std::filesystem;

class VaultFile : public ::testing::Test {
 protected:
  void SetUp() override { m_dir = fs::temp_directory_path() / ("gishe-vault-" + text::hex(random_bytes(8))); }
  void TearDown() override { fs::remove_all(m_dir); }
  fs::path m_dir;
};

TEST_F(VaultFile, is_made_once_and_read_again) {
  const auto sealed = Vault::open(m_dir.string()).seal("ЕГН", "row 1");
  const auto again = Vault::open(m_dir.string());
  EXPECT_EQ(again.unseal(sealed, "row 1"), "ЕГН");
  struct stat is{};
  ASSERT_EQ(::stat((m_dir / "keys").c_str(), &is), 0);
  EXPECT_EQ(is.st_mode & 0777, 0600u);
  EXPECT_EQ(std::distance(fs::directory_iterator(m_dir), fs::directory_iterator()), 1) << "nothing half-made stays";
}

TEST_F(VaultFile, is_refused_when_others_may_read_it_or_it_is_cut) {
  Vault::open(m_dir.string());
  fs::permissions(m_dir / "keys", fs::perms::group_read, fs::perm_options::add);
  EXPECT_THROW(Vault::open(m_dir.string()), std::runtime_error);
  fs::permissions(m_dir / "keys", fs::perms::owner_read | fs::perms::owner_write);
  fs::resize_file(m_dir / "keys", 40);
  EXPECT_THROW(Vault::open(m_dir.string()), std::runtime_error);
}

TEST(Vault, seals_so_that_every_change_is_seen) {
  const auto vault = Vault::for_tests();
  const auto sealed = vault.seal("7501020018", "person_identifier:1");
  EXPECT_EQ(vault.unseal(sealed, "person_identifier:1"), "7501020018");
  EXPECT_EQ(vault.unseal(sealed, "person_identifier:2"), std::nullopt) << "moved to another row";
  EXPECT_NE(vault.seal("7501020018", "person_identifier:1"), sealed) << "a fresh nonce each time";
  EXPECT_EQ(sealed.find("7501020018"), std::string::npos);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto touched = sealed;
    touched[i] = static_cast<char>(touched[i] ^ 1);
    EXPECT_EQ(vault.unseal(touched, "person_identifier:1"), std::nullopt) << "byte " << i;
  }
  EXPECT_EQ(vault.unseal(sealed.substr(0, 10), "person_identifier:1"), std::nullopt);
  EXPECT_EQ(vault.unseal(vault.seal("", "x"), "x"), "");
}

TEST(Vault, keeps_the_uses_of_hashes_apart) {
  const auto vault = Vault::for_tests();
  EXPECT_EQ(vault.keyed_hash("egn", "1"), vault.keyed_hash("egn", "1"));
  EXPECT_NE(vault.keyed_hash("egn", "1"), vault.keyed_hash("lnch", "1"));
  EXPECT_NE(vault.keyed_hash("ab", "c"), vault.keyed_hash("a", "bc"));
  EXPECT_EQ(vault.keyed_hash("egn", "1").size(), 32u);
}

TEST(Vault, signs) {
  const auto vault = Vault::for_tests();
  const auto signature = vault.sign("heads");
  EXPECT_TRUE(Vault::verify(signature, "heads", vault.public_key()));
  EXPECT_FALSE(Vault::verify(signature, "Heads", vault.public_key()));
  EXPECT_FALSE(Vault::verify(signature.substr(1), "heads", vault.public_key()));
  EXPECT_FALSE(Vault::verify(signature, "heads", "short"));
}

TEST(Password, matches_only_itself) {
  const auto hash = hash_password("правилна парола");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
  EXPECT_TRUE(password_matches(hash, "правилна парола"));
  EXPECT_FALSE(password_matches(hash, "Правилна парола"));
  EXPECT_FALSE(password_matches("not a hash", "правилна парола"));
}

TEST(Code, is_easy_to_read_aloud_and_forgives) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const auto code = random_code(8);
    ASSERT_EQ(code.size(), 9u);
    EXPECT_EQ(code[4], '-');
    EXPECT_EQ(code.find_first_of("ILOU"), std::string::npos);
    seen.insert(code);
  }
  EXPECT_EQ(seen.size(), 200u);
  EXPECT_EQ(tidy_code(" 7k3m - 92qd "), "7K3M92QD");
  EXPECT_EQ(tidy_code("oO-iIlL"), "001111");
  EXPECT_EQ(tidy_code("7К3М-92ТС"), "7K3M92TC") << "typed on a Cyrillic keyboard";
  const auto code = random_code(12);
  EXPECT_EQ(tidy_code(code).size(), 12u);
}

TEST(Token, has_256_bits_and_no_strange_letters) {
  const auto token = random_token();
  EXPECT_EQ(token.size(), 43u);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_NE(token, random_token());
}

TEST(Digest, is_sha_256) {
  EXPECT_EQ(text::hex(digest("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_TRUE(same("abc", "abc"));
  EXPECT_FALSE(same("abc", "abd"));
  EXPECT_FALSE(same("abc", "ab"));
}

// RFC 6238, appendix B (SHA-1): the last six of the eight digits there.
TEST(OneTimeCode, is_the_one_of_the_standard_and_of_its_thirty_seconds) {
  const std::string secret = "12345678901234567890";
  const auto at = [](std::int64_t seconds) { return Instant{seconds * 1'000'000}; };
  EXPECT_EQ(step_of_code(secret, "287082", at(59)), 1);
  EXPECT_EQ(step_of_code(secret, "081804", at(1111111109)), 1111111109 / 30);
  EXPECT_EQ(step_of_code(secret, "050 471", at(1111111111)), 1111111111 / 30);
  EXPECT_EQ(step_of_code(secret, "353130", at(20000000000)), 20000000000 / 30);
  EXPECT_EQ(step_of_code(secret, "287082", at(59 + 30)), 1) << "the one before is taken";
  EXPECT_EQ(step_of_code(secret, "287082", at(59 - 30)), 1) << "and the one after";
  EXPECT_FALSE(step_of_code(secret, "287082", at(59 + 61)));
  for (const char* bad : {"", "28708", "2870822", "28708x", "287083"}) EXPECT_FALSE(step_of_code(secret, bad, at(59)));
  EXPECT_EQ(code_secret_words(secret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
  EXPECT_EQ(code_address(secret, "Гише", "maria@example.bg"),
            "otpauth://totp/%D0%93%D0%B8%D1%88%D0%B5:maria%40example.bg?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer="
            "%D0%93%D0%B8%D1%88%D0%B5");
  EXPECT_EQ(new_code_secret().size(), 20u);
  EXPECT_NE(new_code_secret(), new_code_secret());
}

}  // namespace
}  // namespace gishe::secrets
