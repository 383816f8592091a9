#include "directory/search_question.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "platform/search/letters.h"

namespace gishe::directory {
namespace {

using Segments = std::vector<const search::Segment*>;

bool meet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& stem) { return text::one_of(b, stem); });
}

/// How many tokens from `at` the phrase takes; 0 when it does not stand there. One word that says nothing here may
/// stand between its words: „не може вече сам“, „не може да се обслужва сам“.
std::size_t taken_by(const Phrase& phrase, const std::vector<SearchToken>& tokens, std::size_t at) {
  std::size_t here = at;
  bool skipped = false;
  for (const auto& word : phrase.words) {
    if (here < tokens.size() && !meet(word, tokens[here].stems) && (tokens[here].filler || !tokens[here].known) &&
        !skipped && here > at) {
      skipped = true;
      ++here;
    }
    if (here >= tokens.size() || !meet(word, tokens[here].stems)) return 0;
    ++here;
  }
  return here - at;
}

struct Match {
  const Phrase* phrase = nullptr;
  std::size_t taken = 0;
};
Match longest(const std::vector<SearchToken>& tokens, std::size_t at, const Vocabulary& vocabulary) {
  Match best;
  for (const auto& stem : tokens[at].stems) {
    const auto* phrases = vocabulary.phrases_beginning(stem);
    if (!phrases) continue;
    for (const auto& phrase : *phrases) {
      const auto taken = taken_by(phrase, tokens, at);
      if (taken > best.taken) best = {&phrase, taken};
    }
  }
  return best;
}

/// Builds the slots of one question.
class Reader {
 public:
  Reader(const std::vector<SearchToken>& tokens, const Vocabulary& vocabulary, const PlaceName* near)
      : m_tokens(tokens), m_vocabulary(vocabulary), m_near(near) {}

  ReadQuestion read() {
    for (std::size_t at = 0; at < m_tokens.size() && m_q.slots.size() < search::slots_max;) {
      const Match match = longest(m_tokens, at, m_vocabulary);
      if (match.phrase) {
        take_phrase(*match.phrase, at, match.taken);
        at += match.taken;
      } else {
        take_word(m_tokens[at]);
        ++at;
      }
    }
    if (m_needs != 0) m_q.requirements.push_back(m_needs);
    // Where only a place is asked for, its name is what must stand in the entry.
    if (m_q.requirements.empty() && m_q.places != 0) m_q.requirements.push_back(m_q.places);
    return std::move(m_q);
  }

 private:
  void add(search::Slot& slot, std::vector<Why>& why, search::Alternative alternative, Why because) {
    slot.push_back(std::move(alternative));
    why.push_back(std::move(because));
  }

  void add_own_words(search::Slot& slot, std::vector<Why>& why, const SearchToken& t, float weight) {
    const auto kind = t.corrected.empty() ? Why::Kind::word : Why::Kind::corrected;
    float worth = weight * (t.corrected.empty() ? 1.0F : 0.8F);
    for (const auto& stem : t.stems) {
      add(slot, why, {{stem}, worth}, {kind, t.typed, t.corrected.empty() ? t.typed : t.corrected});
      worth *= 0.9F;
    }
    for (const auto& stem : t.relatives) add(slot, why, {{stem}, 0.5F * weight}, {kind, t.typed, t.typed});
  }

  /// Needs, kinds and groups whose name holds the word.
  void add_names(search::Slot& slot, std::vector<Why>& why, const SearchToken& t) {
    for (const auto& stem : t.stems) {
      const auto* codes = m_vocabulary.codes_named(stem);
      if (!codes) continue;
      for (const auto& code : *codes) add(slot, why, {{code}, 0.5F}, because_of_code(t.typed, code));
    }
  }

  static Why because_of_code(const std::string& typed, const std::string& code) {
    const auto colon = code.find(':');
    const auto kind = code.starts_with("#need:")   ? Why::Kind::need
                      : code.starts_with("#type:") ? Why::Kind::type
                                                   : Why::Kind::target_group;
    return {kind, typed, code.substr(colon + 1)};
  }

  std::uint16_t push(search::Slot slot, std::vector<Why> why) {
    const auto bit = static_cast<std::uint16_t>(1U << m_q.slots.size());
    m_q.slots.push_back(std::move(slot));
    m_q.why.push_back(std::move(why));
    return bit;
  }

  void take_word(const SearchToken& t) {
    if (t.filler) return;
    if (!t.known) {
      m_q.unread.push_back(t.typed);
      return;
    }
    search::Slot slot;
    std::vector<Why> why;
    add_own_words(slot, why, t, 1);
    add_names(slot, why, t);
    m_q.requirements.push_back(push(std::move(slot), std::move(why)));
  }

  std::string typed_of(std::size_t at, std::size_t taken) const {
    std::string typed;
    for (std::size_t i = at; i < at + taken; ++i) typed += (i == at ? "" : " ") + m_tokens[i].typed;
    return typed;
  }

  void take_phrase(const Phrase& phrase, std::size_t at, std::size_t taken) {
    const auto typed = typed_of(at, taken);
    search::Slot slot;
    std::vector<Why> why;
    bool need = false, other = false;
    // The words as they stand in entries: all of them together.
    search::Alternative literal;
    for (std::size_t i = at; i < at + taken; ++i) {
      if (!m_tokens[i].filler || taken == phrase.words.size()) literal.terms.push_back(m_tokens[i].stems.front());
    }
    if (taken == 1) {
      add_own_words(slot, why, m_tokens[at], 1);
    } else {
      add(slot, why, literal, {Why::Kind::word, typed, typed});
    }
    for (const auto& meaning : phrase.meanings) {
      switch (meaning.kind) {
        case Meaning::Kind::place:
          if (!choose_place(meaning.code)) other = true;
          continue;
        case Meaning::Kind::words: {
          search::Alternative all{{}, 0.9F};
          for (const auto& stems : meaning.stems) all.terms.push_back(stems.front());
          add(slot, why, std::move(all), {Why::Kind::synonym, typed, meaning.code});
          other = true;
          continue;
        }
        case Meaning::Kind::need:
          need = true;
          add(slot, why, {{"#need:" + meaning.code}, 0.9F}, {Why::Kind::need, typed, meaning.code});
          continue;
        case Meaning::Kind::type:
          other = true;
          add(slot, why, {{"#type:" + meaning.code}, 0.9F}, {Why::Kind::type, typed, meaning.code});
          continue;
        case Meaning::Kind::target_group:
          other = true;
          add(slot, why, {{"#target_group:" + meaning.code}, 0.9F}, {Why::Kind::target_group, typed, meaning.code});
      }
    }
    const auto bit = push(std::move(slot), std::move(why));
    if (need) {
      m_needs |= bit;  // whoever tells of two needs is helped by what answers one
    } else if (other) {
      m_q.requirements.push_back(bit);
    } else {
      m_q.places |= bit;
    }
  }

  /// The nearest to the asker; else the seat of a municipality; else the only place of that name.
  bool choose_place(const std::string& name) {
    const auto& places = m_vocabulary.places_named(name);
    if (places.empty() || m_q.place) return false;
    const auto better = [&](const PlaceName& a, const PlaceName& b) {
      if (m_near && m_near->point.known())
        return kilometres(m_near->point, a.point) < kilometres(m_near->point, b.point);
      return std::pair(a.seat, a.population) > std::pair(b.seat, b.population);
    };
    const auto best = std::min_element(places.begin(), places.end(), better);
    if (!m_near && !best->seat && places.size() > 1) return false;
    m_q.place = &*best;
    return true;
  }

  const std::vector<SearchToken>& m_tokens;
  const Vocabulary& m_vocabulary;
  const PlaceName* m_near;
  ReadQuestion m_q;
  std::uint16_t m_needs = 0;
};

}  // namespace

ReadQuestion read_question(std::string_view typed, const Segments& segments, const Vocabulary& vocabulary,
                           const PlaceName* near) {
  const auto tokens = read_tokens(typed, segments, vocabulary);
  auto question = Reader(tokens, vocabulary, near).read();
  question.asked_words = !text::words(typed).empty();
  std::map<std::string, std::string, std::less<>> corrected;
  for (const auto& t : tokens) {
    if (!t.corrected.empty()) corrected[t.typed] = t.corrected;
  }
  if (corrected.empty()) return question;
  search::each_word(typed, [&](std::string_view word) {
    const auto better = corrected.find(word);
    if (!question.did_you_mean.empty()) question.did_you_mean += ' ';
    question.did_you_mean += better == corrected.end() ? word : std::string_view(better->second);
  });
  return question;
}

}  // namespace gishe::directory
