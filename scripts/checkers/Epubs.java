import com.adobe.epubcheck.tool.EpubChecker;

/**
 * Checks files with EPUBCheck, all in one run: {@code java -cp epubcheck.jar Epubs.java file.epub …}
 *
 * What it finds stands in `file.epub.json`.
 */
public class Epubs {
    public static void main(String[] files) {
        for (String file : files) {
            new EpubChecker().run(new String[] {file, "--json", file + ".json", "--quiet"});
        }
    }
}
