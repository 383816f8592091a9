#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/search/stems.h"
#include "platform/search/terms.h"

namespace gishe::search {

/// A document and how much a term says of it, in four bytes: 16 million documents, impact 0 to 255.
struct Posting {
  std::uint32_t packed;
  std::uint32_t document() const { return packed >> 8; }
  std::uint32_t impact() const { return packed & 255; }
};

/// Which documents hold which terms. Made once, never changed, read by any number of threads.
class Segment {
 public:
  std::uint32_t documents() const { return m_documents; }
  const Terms& terms() const { return m_terms; }
  /// In the order of documents.
  std::span<const Posting> postings(TermId id) const {
    return std::span(m_postings).subspan(m_starts[id], m_starts[id + 1] - m_starts[id]);
  }
  std::span<const Posting> postings(std::string_view term) const {
    const auto id = m_terms.find(term);
    return id ? postings(*id) : std::span<const Posting>();
  }
  std::size_t bytes() const;

 private:
  friend class SegmentMaker;
  std::uint32_t m_documents = 0;
  Terms m_terms;
  std::vector<std::uint32_t> m_starts{0};
  std::vector<Posting> m_postings;
};

/// How much a word in this field says, and how many words it usually has (longer ones say less a word).
struct Field {
  float weight;
  float usual_words;
};

/// Takes documents one after the other. Impact is BM25's saturated frequency over all fields (k1 = 1.2, b = 0.3).
class SegmentMaker {
 public:
  explicit SegmentMaker(const Stems& stems) : m_stems(stems) {}
  /// The number of the document that the following texts and codes belong to.
  std::uint32_t begin_document();
  void text(const Field& field, std::string_view words);
  /// A term that no word can be: "#type:day_care".
  void code(std::string_view code);
  std::shared_ptr<const Segment> finish();

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  template <class V>
  using Map = std::unordered_map<std::string, V, Hash, std::equal_to<>>;
  struct Word {
    std::vector<TermId> terms;
    std::uint32_t count = 0;
  };
  TermId term_of(std::string_view text);
  Word& word_of(std::string_view word);
  void end_document();

  const Stems& m_stems;
  std::uint32_t m_documents = 0;
  Map<Word> m_words;
  Map<TermId> m_terms;  // in order of appearance
  std::vector<std::vector<Posting>> m_postings;
  std::vector<float> m_weight;        // of the document at hand, by term
  std::vector<TermId> m_of_document;  // terms with a weight
};

}  // namespace gishe::search
