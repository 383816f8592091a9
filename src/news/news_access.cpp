#include "news/news_access.h"

namespace gishe::news {

access::Facts facts_of(const Item& item) {
  access::Facts facts;
  facts.municipality = item.municipality;
  return facts;
}

}  // namespace gishe::news
