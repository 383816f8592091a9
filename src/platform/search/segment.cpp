#include "platform/search/segment.h"

#include <algorithm>
#include <cmath>

#include "platform/search/letters.h"

namespace gishe::search {
namespace {

constexpr float k1 = 1.2F, b = 0.3F;

}  // namespace

std::size_t Segment::bytes() const {
  return m_terms.bytes() + m_starts.capacity() * sizeof(std::uint32_t) + m_postings.capacity() * sizeof(Posting);
}

std::uint32_t SegmentMaker::begin_document() {
  end_document();
  return m_documents++;
}

TermId SegmentMaker::term_of(std::string_view text) {
  if (const auto found = m_terms.find(text); found != m_terms.end()) return found->second;
  const auto id = static_cast<TermId>(m_terms.size());
  m_terms.emplace(std::string(text), id);
  m_postings.emplace_back();
  m_weight.push_back(0);
  return id;
}

SegmentMaker::Word& SegmentMaker::word_of(std::string_view word) {
  if (const auto found = m_words.find(word); found != m_words.end()) return found->second;
  Word made;
  for (const auto& stem : m_stems.of(word)) made.terms.push_back(term_of(stem));
  return m_words.emplace(std::string(word), std::move(made)).first->second;
}

void SegmentMaker::text(const Field& field, std::string_view words) {
  std::vector<Word*> all;
  each_word(words, [&](std::string_view word) {
    Word& known = word_of(word);
    ++known.count;
    all.push_back(&known);
  });
  const float length = static_cast<float>(all.size());
  const float worth = field.weight / (1 - b + b * std::max(1.0F, length / field.usual_words));
  for (const Word* word : all) {
    for (const TermId id : word->terms) {
      if (m_weight[id] == 0) m_of_document.push_back(id);
      m_weight[id] += worth;
    }
  }
}

void SegmentMaker::code(std::string_view code) {
  const TermId id = term_of(code);
  if (m_weight[id] == 0) m_of_document.push_back(id);
  m_weight[id] = 3;
}

void SegmentMaker::end_document() {
  for (const TermId id : m_of_document) {
    const float impact = std::round(255 * m_weight[id] / (m_weight[id] + k1));
    m_postings[id].push_back({(m_documents - 1) << 8 | static_cast<std::uint32_t>(std::max(1.0F, impact))});
    m_weight[id] = 0;
  }
  m_of_document.clear();
}

std::shared_ptr<const Segment> SegmentMaker::finish() {
  end_document();
  // The word that people would read for a term: the one it came from most often.
  std::vector<std::pair<std::uint32_t, std::string_view>> shown(m_terms.size());
  for (const auto& [word, known] : m_words) {
    auto& best = shown[known.terms.front()];
    if (std::pair(known.count, std::string_view(word)) > best) best = {known.count, word};
  }
  std::vector<std::pair<std::string_view, TermId>> order(m_terms.begin(), m_terms.end());
  std::sort(order.begin(), order.end());
  std::vector<std::string> texts, words;
  auto made = std::make_shared<Segment>();
  std::size_t postings = 0;
  for (const auto& list : m_postings) postings += list.size();
  made->m_postings.reserve(postings);
  for (const auto& [text, id] : order) {
    texts.emplace_back(text);
    words.emplace_back(shown[id].second.empty() ? text : shown[id].second);
    made->m_postings.insert(made->m_postings.end(), m_postings[id].begin(), m_postings[id].end());
    made->m_starts.push_back(static_cast<std::uint32_t>(made->m_postings.size()));
  }
  made->m_terms = Terms(texts, words);
  made->m_documents = m_documents;
  return made;
}

}  // namespace gishe::search
