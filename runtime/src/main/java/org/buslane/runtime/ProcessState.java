package org.buslane.runtime;

/**
 * A process as /proc/PID/stat has it, see proc_pid_stat(5).
 *
 * @param state a letter: R, S, D, T, t, I run; Z and X are dead
 * @param startTime in clock ticks since boot, which together with the pid is a process's own
 */
record ProcessState(int pid, String command, char state, int parent, long startTime) {
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int START_TIME = 19;

    /** @throws IllegalArgumentException if it is no such line */
    static ProcessState parse(String stat) {
        int open = stat.indexOf('(');
        // A command may have spaces and brackets in it, and no field behind it has.
        int close = stat.lastIndexOf(')');
        String[] fields =
                close < 0 ? new String[0] : stat.substring(close + 1).strip().split(" ");
        if (open < 0 || fields.length <= START_TIME || fields[STATE].length() != 1) {
            throw new IllegalArgumentException("not a line of /proc/PID/stat: " + stat.strip());
        }
        return new ProcessState(
                Integer.parseInt(stat.substring(0, open).strip()),
                stat.substring(open + 1, close),
                fields[STATE].charAt(0),
                Integer.parseInt(fields[PARENT]),
                Long.parseLong(fields[START_TIME]));
    }

    /** It has ended, and is only kept for its parent to learn how. */
    boolean isDead() {
        return state == 'Z' || state == 'X' || state == 'x';
    }
}
