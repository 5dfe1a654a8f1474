package org.buslane.node.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.buslane.node.declared.Choice;

/** What is new between two looks of the lookout's, in words. Pure. */
final class Sightings {
    private Sightings() {}

    static String difference(Map<Choice, List<Seen>> before, Map<Choice, List<Seen>> now) {
        List<String> news = new ArrayList<>();
        now.forEach((choice, all) -> all.stream()
                .filter(one -> !before.getOrDefault(choice, List.of()).contains(one))
                .map(one -> one.objection().isEmpty() ? one.owner() + " is there" : one.objection())
                .forEach(news::add));
        return news.isEmpty() ? "somebody is gone" : String.join("; ", news);
    }
}
