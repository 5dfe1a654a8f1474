/** picocli under the name of its own module. */
module info.picocli {
    exports picocli;
}
