package io.entropylong.messaging.web;

import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers with a page of a list and the way to the next one. */
public final class Page {
    private Page() {}

    /**
     * @param found one more than {@code size} where there is a next page
     * @param path of the list
     * @param cursor where a page begins that begins with this element
     */
    public static <T> ResponseEntity<List<T>> of(List<T> found, int size, String path, Function<T, String> cursor) {
        List<T> page = List.copyOf(found.subList(0, Math.min(size, found.size())));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().eTag(Fingerprint.of(page));
        if (found.size() > size) {
            String next = Cursor.of(cursor.apply(found.get(size)));
            answer.header(HttpHeaders.LINK, "<" + path + "?limit=" + size + "&cursor=" + next + ">; rel=\"next\"");
        }
        return answer.body(page);
    }
}
