package io.entropylong.assembler.upload;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a dataset's objects lie.
 *
 * @param bucket of the object store
 * @param prefix of all keys, without a slash at its ends; may be empty
 */
public record ObjectPlace(String bucket, String prefix) {
    private static final Pattern S3 = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/+(.*?)/*)?");

    /**
     * @param uri {@code s3://BUCKET/PREFIX}
     * @throws IllegalArgumentException when it is none, or trainers could not name it
     */
    public static ObjectPlace parse(String uri) {
        Matcher matcher = S3.matcher(uri);
        if (!matcher.matches())
            throw new IllegalArgumentException(
                    "is no s3://BUCKET/PREFIX whose bucket has a name of S3, so of a-z, 0-9, . and -: " + uri);
        if (uri.contains("@") || uri.contains("#")) {
            throw new IllegalArgumentException("must not hold @ or #, trainers read these in paths: " + uri);
        }
        return new ObjectPlace(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
    }

    /** A folder of this place; {@code .} is the place itself. */
    public ObjectPlace folder(String name) {
        return name.equals(".") ? this : new ObjectPlace(bucket, key(name));
    }

    String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
