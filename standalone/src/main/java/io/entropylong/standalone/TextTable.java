package io.entropylong.standalone;

import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, each column as wide as its widest cell; numbers stand to the right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... heading) {
        rows.add(List.of(heading));
    }

    /**
     * @param cells as many as the heading has
     */
    void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells)
            row.add(cell instanceof Number number ? String.format("%,d", number.longValue()) : String.valueOf(cell));
        rows.add(row);
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(each -> each.get(at).length())
                        .max()
                        .orElse(0);
                boolean number =
                        rows.stream().skip(1).allMatch(each -> each.get(at).matches("[\\d,.%?-]*"));
                String cell = row.get(column);
                String space = " ".repeat(width - cell.length());
                line.append(number ? space + cell : cell + space).append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join(System.lineSeparator(), lines);
    }
}
