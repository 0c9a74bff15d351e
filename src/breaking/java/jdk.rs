//! What is known of the platform's own classes: where they are, what they extend, what they ask of those who implement them.

/// Classes of `java.lang` that are used without an import and are not in the table below.
#[rustfmt::skip]
const LANG: [&str; 48] = [
    "Object", "String", "Integer", "Long", "Short", "Byte", "Character", "Boolean", "Double", "Float", "Number", "Void",
    "Class", "ClassLoader", "Enum", "Record", "Math", "StrictMath", "System", "Runtime", "Thread", "ThreadGroup",
    "ThreadLocal", "InheritableThreadLocal", "Process", "ProcessBuilder", "StackTraceElement", "StringBuilder",
    "StringBuffer", "Package", "Module", "ModuleLayer", "StackWalker", "Override", "Deprecated", "SuppressWarnings",
    "SafeVarargs", "FunctionalInterface", "Readable", "ProcessHandle", "Compiler", "SecurityManager",
    "RuntimePermission", "ClassValue", "ScopedValue", "Subset", "UnicodeBlock", "UnicodeScript",
];

/// A class or interface, what it extends, and the abstract methods that it has itself.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Classes whose place in the hierarchy matters.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("java.lang.Throwable", &["java.io.Serializable"], &[]),
    ("java.lang.Exception", &["java.lang.Throwable"], &[]),
    ("java.lang.Error", &["java.lang.Throwable"], &[]),
    ("java.lang.RuntimeException", &["java.lang.Exception"], &[]),
    ("java.lang.AssertionError", &["java.lang.Error"], &[]),
    ("java.lang.LinkageError", &["java.lang.Error"], &[]),
    ("java.lang.NoClassDefFoundError", &["java.lang.LinkageError"], &[]),
    ("java.lang.ExceptionInInitializerError", &["java.lang.LinkageError"], &[]),
    ("java.lang.VirtualMachineError", &["java.lang.Error"], &[]),
    ("java.lang.InternalError", &["java.lang.VirtualMachineError"], &[]),
    ("java.lang.OutOfMemoryError", &["java.lang.VirtualMachineError"], &[]),
    ("java.lang.StackOverflowError", &["java.lang.VirtualMachineError"], &[]),
    ("java.lang.ThreadDeath", &["java.lang.Error"], &[]),
    ("java.io.IOError", &["java.lang.Error"], &[]),
    ("java.lang.ArithmeticException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.ArrayStoreException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.ClassCastException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.EnumConstantNotPresentException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.IllegalArgumentException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.IllegalCallerException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.IllegalMonitorStateException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.IllegalStateException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.IllegalThreadStateException", &["java.lang.IllegalArgumentException"], &[]),
    ("java.lang.IndexOutOfBoundsException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.ArrayIndexOutOfBoundsException", &["java.lang.IndexOutOfBoundsException"], &[]),
    ("java.lang.StringIndexOutOfBoundsException", &["java.lang.IndexOutOfBoundsException"], &[]),
    ("java.lang.LayerInstantiationException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.MatchException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.NegativeArraySizeException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.NullPointerException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.NumberFormatException", &["java.lang.IllegalArgumentException"], &[]),
    ("java.lang.SecurityException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.TypeNotPresentException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.UnsupportedOperationException", &["java.lang.RuntimeException"], &[]),
    ("java.io.UncheckedIOException", &["java.lang.RuntimeException"], &[]),
    ("java.util.ConcurrentModificationException", &["java.lang.RuntimeException"], &[]),
    ("java.util.EmptyStackException", &["java.lang.RuntimeException"], &[]),
    ("java.util.MissingResourceException", &["java.lang.RuntimeException"], &[]),
    ("java.util.NoSuchElementException", &["java.lang.RuntimeException"], &[]),
    ("java.util.InputMismatchException", &["java.util.NoSuchElementException"], &[]),
    ("java.util.IllegalFormatException", &["java.lang.IllegalArgumentException"], &[]),
    ("java.util.concurrent.CancellationException", &["java.lang.IllegalStateException"], &[]),
    ("java.util.concurrent.CompletionException", &["java.lang.RuntimeException"], &[]),
    ("java.util.concurrent.RejectedExecutionException", &["java.lang.RuntimeException"], &[]),
    ("java.util.regex.PatternSyntaxException", &["java.lang.IllegalArgumentException"], &[]),
    ("java.time.DateTimeException", &["java.lang.RuntimeException"], &[]),
    ("java.time.format.DateTimeParseException", &["java.time.DateTimeException"], &[]),
    ("java.nio.BufferOverflowException", &["java.lang.RuntimeException"], &[]),
    ("java.nio.BufferUnderflowException", &["java.lang.RuntimeException"], &[]),
    ("java.nio.ReadOnlyBufferException", &["java.lang.UnsupportedOperationException"], &[]),
    ("java.nio.charset.IllegalCharsetNameException", &["java.lang.IllegalArgumentException"], &[]),
    ("java.nio.charset.UnsupportedCharsetException", &["java.lang.IllegalArgumentException"], &[]),
    ("java.nio.file.InvalidPathException", &["java.lang.IllegalArgumentException"], &[]),
    ("java.nio.file.ProviderNotFoundException", &["java.lang.RuntimeException"], &[]),
    ("java.nio.file.FileSystemNotFoundException", &["java.lang.RuntimeException"], &[]),
    ("java.nio.file.DirectoryIteratorException", &["java.util.ConcurrentModificationException"], &[]),
    ("java.lang.reflect.UndeclaredThrowableException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.reflect.MalformedParameterizedTypeException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.invoke.WrongMethodTypeException", &["java.lang.RuntimeException"], &[]),
    ("java.lang.CloneNotSupportedException", &["java.lang.Exception"], &[]),
    ("java.lang.InterruptedException", &["java.lang.Exception"], &[]),
    ("java.lang.ReflectiveOperationException", &["java.lang.Exception"], &[]),
    ("java.lang.ClassNotFoundException", &["java.lang.ReflectiveOperationException"], &[]),
    ("java.lang.IllegalAccessException", &["java.lang.ReflectiveOperationException"], &[]),
    ("java.lang.InstantiationException", &["java.lang.ReflectiveOperationException"], &[]),
    ("java.lang.NoSuchFieldException", &["java.lang.ReflectiveOperationException"], &[]),
    ("java.lang.NoSuchMethodException", &["java.lang.ReflectiveOperationException"], &[]),
    ("java.lang.reflect.InvocationTargetException", &["java.lang.ReflectiveOperationException"], &[]),
    ("java.io.IOException", &["java.lang.Exception"], &[]),
    ("java.io.FileNotFoundException", &["java.io.IOException"], &[]),
    ("java.io.EOFException", &["java.io.IOException"], &[]),
    ("java.io.InterruptedIOException", &["java.io.IOException"], &[]),
    ("java.io.UnsupportedEncodingException", &["java.io.IOException"], &[]),
    ("java.io.UTFDataFormatException", &["java.io.IOException"], &[]),
    ("java.io.ObjectStreamException", &["java.io.IOException"], &[]),
    ("java.io.InvalidObjectException", &["java.io.ObjectStreamException"], &[]),
    ("java.io.NotSerializableException", &["java.io.ObjectStreamException"], &[]),
    ("java.nio.file.FileSystemException", &["java.io.IOException"], &[]),
    ("java.nio.file.NoSuchFileException", &["java.nio.file.FileSystemException"], &[]),
    ("java.nio.file.FileAlreadyExistsException", &["java.nio.file.FileSystemException"], &[]),
    ("java.nio.charset.CharacterCodingException", &["java.io.IOException"], &[]),
    ("java.nio.channels.ClosedChannelException", &["java.io.IOException"], &[]),
    ("java.net.MalformedURLException", &["java.io.IOException"], &[]),
    ("java.net.ProtocolException", &["java.io.IOException"], &[]),
    ("java.net.SocketException", &["java.io.IOException"], &[]),
    ("java.net.ConnectException", &["java.net.SocketException"], &[]),
    ("java.net.SocketTimeoutException", &["java.io.InterruptedIOException"], &[]),
    ("java.net.UnknownHostException", &["java.io.IOException"], &[]),
    ("java.net.URISyntaxException", &["java.lang.Exception"], &[]),
    ("javax.net.ssl.SSLException", &["java.io.IOException"], &[]),
    ("java.security.GeneralSecurityException", &["java.lang.Exception"], &[]),
    ("java.security.NoSuchAlgorithmException", &["java.security.GeneralSecurityException"], &[]),
    ("java.security.InvalidKeyException", &["java.security.GeneralSecurityException"], &[]),
    ("java.sql.SQLException", &["java.lang.Exception"], &[]),
    ("java.text.ParseException", &["java.lang.Exception"], &[]),
    ("java.util.concurrent.ExecutionException", &["java.lang.Exception"], &[]),
    ("java.util.concurrent.TimeoutException", &["java.lang.Exception"], &[]),
    ("java.util.concurrent.BrokenBarrierException", &["java.lang.Exception"], &[]),
    ("java.io.Serializable", &[], &[]),
    ("java.io.Externalizable", &["java.io.Serializable"], &["writeExternal", "readExternal"]),
    ("java.lang.Cloneable", &[], &[]),
    ("java.util.RandomAccess", &[], &[]),
    ("java.util.EventListener", &[], &[]),
    ("java.rmi.Remote", &[], &[]),
    ("java.lang.constant.Constable", &[], &["describeConstable"]),
    ("java.lang.annotation.Annotation", &[], &["annotationType"]),
    ("java.lang.AutoCloseable", &[], &["close"]),
    ("java.io.Closeable", &["java.lang.AutoCloseable"], &["close"]),
    ("java.io.Flushable", &[], &["flush"]),
    ("java.lang.Appendable", &[], &["append"]),
    ("java.lang.CharSequence", &[], &["length", "charAt", "subSequence"]),
    ("java.lang.Comparable", &[], &["compareTo"]),
    ("java.lang.Iterable", &[], &["iterator"]),
    ("java.lang.Runnable", &[], &["run"]),
    ("java.util.Comparator", &[], &["compare"]),
    ("java.util.Iterator", &[], &["hasNext", "next"]),
    ("java.util.ListIterator", &["java.util.Iterator"],
        &["hasPrevious", "previous", "nextIndex", "previousIndex", "set", "add", "remove"]),
    ("java.util.PrimitiveIterator", &["java.util.Iterator"], &["forEachRemaining"]),
    ("java.util.Enumeration", &[], &["hasMoreElements", "nextElement"]),
    ("java.util.Collection", &["java.lang.Iterable"], &["size", "contains", "add", "remove", "toArray", "clear", "addAll"]),
    ("java.util.SequencedCollection", &["java.util.Collection"], &["reversed"]),
    ("java.util.List", &["java.util.SequencedCollection"], &["get", "set", "indexOf", "listIterator", "subList"]),
    ("java.util.Set", &["java.util.Collection"], &[]),
    ("java.util.SequencedSet", &["java.util.Set", "java.util.SequencedCollection"], &["reversed"]),
    ("java.util.SortedSet", &["java.util.Set", "java.util.SequencedSet"], &["first", "last", "headSet", "tailSet", "subSet"]),
    ("java.util.NavigableSet", &["java.util.SortedSet"], &["lower", "floor", "ceiling", "higher"]),
    ("java.util.Queue", &["java.util.Collection"], &["offer", "poll", "peek", "element"]),
    ("java.util.Deque", &["java.util.Queue", "java.util.SequencedCollection"], &["addFirst", "addLast", "pollFirst"]),
    ("java.util.Map", &[], &["size", "get", "put", "remove", "containsKey", "entrySet", "keySet", "values"]),
    ("java.util.SequencedMap", &["java.util.Map"], &["reversed"]),
    ("java.util.SortedMap", &["java.util.SequencedMap"], &["firstKey", "lastKey", "headMap", "tailMap", "subMap"]),
    ("java.util.NavigableMap", &["java.util.SortedMap"], &["lowerEntry", "floorEntry"]),
    ("java.util.concurrent.ConcurrentMap", &["java.util.Map"], &["putIfAbsent"]),
    ("java.util.Map.Entry", &[], &["getKey", "getValue", "setValue"]),
    ("java.util.AbstractCollection", &["java.util.Collection"], &["iterator", "size"]),
    ("java.util.AbstractList", &["java.util.AbstractCollection", "java.util.List"], &["get"]),
    ("java.util.AbstractSet", &["java.util.AbstractCollection", "java.util.Set"], &[]),
    ("java.util.AbstractMap", &["java.util.Map"], &["entrySet"]),
    ("java.util.ArrayList", &["java.util.AbstractList", "java.util.RandomAccess", "java.lang.Cloneable", "java.io.Serializable"], &[]),
    ("java.util.LinkedList", &["java.util.AbstractList", "java.util.Deque", "java.lang.Cloneable", "java.io.Serializable"], &[]),
    ("java.util.Vector", &["java.util.AbstractList", "java.util.RandomAccess", "java.lang.Cloneable", "java.io.Serializable"], &[]),
    ("java.util.HashMap", &["java.util.AbstractMap", "java.lang.Cloneable", "java.io.Serializable"], &[]),
    ("java.util.LinkedHashMap", &["java.util.HashMap", "java.util.SequencedMap"], &[]),
    ("java.util.TreeMap", &["java.util.AbstractMap", "java.util.NavigableMap", "java.lang.Cloneable", "java.io.Serializable"], &[]),
    ("java.util.HashSet", &["java.util.AbstractSet", "java.lang.Cloneable", "java.io.Serializable"], &[]),
    ("java.util.LinkedHashSet", &["java.util.HashSet", "java.util.SequencedSet"], &[]),
    ("java.util.TreeSet", &["java.util.AbstractSet", "java.util.NavigableSet", "java.lang.Cloneable", "java.io.Serializable"], &[]),
    ("java.util.concurrent.Callable", &[], &["call"]),
    ("java.util.concurrent.Executor", &[], &["execute"]),
    ("java.util.concurrent.ExecutorService", &["java.util.concurrent.Executor", "java.lang.AutoCloseable"], &["shutdown", "submit"]),
    ("java.util.concurrent.ScheduledExecutorService", &["java.util.concurrent.ExecutorService"], &["schedule"]),
    ("java.util.concurrent.Future", &[], &["get", "cancel", "isDone", "isCancelled"]),
    ("java.util.concurrent.RunnableFuture", &["java.lang.Runnable", "java.util.concurrent.Future"], &["run"]),
    ("java.util.concurrent.CompletableFuture", &["java.util.concurrent.Future", "java.util.concurrent.CompletionStage"], &[]),
    ("java.util.concurrent.CompletionStage", &[], &["toCompletableFuture"]),
    ("java.util.concurrent.ThreadFactory", &[], &["newThread"]),
    ("java.util.concurrent.locks.Lock", &[], &["lock", "unlock", "tryLock"]),
    ("java.util.function.Function", &[], &["apply"]),
    ("java.util.function.UnaryOperator", &["java.util.function.Function"], &[]),
    ("java.util.function.BiFunction", &[], &["apply"]),
    ("java.util.function.BinaryOperator", &["java.util.function.BiFunction"], &[]),
    ("java.util.function.Supplier", &[], &["get"]),
    ("java.util.function.Consumer", &[], &["accept"]),
    ("java.util.function.BiConsumer", &[], &["accept"]),
    ("java.util.function.Predicate", &[], &["test"]),
    ("java.util.function.BiPredicate", &[], &["test"]),
    ("java.util.stream.BaseStream", &["java.lang.AutoCloseable"], &["iterator"]),
    ("java.util.stream.Stream", &["java.util.stream.BaseStream"], &["map", "filter"]),
    ("java.util.stream.Collector", &[], &["supplier", "accumulator"]),
    ("java.lang.Number", &["java.io.Serializable"], &["intValue", "longValue", "floatValue", "doubleValue"]),
    ("java.lang.Integer", &["java.lang.Number", "java.lang.Comparable"], &[]),
    ("java.lang.Long", &["java.lang.Number", "java.lang.Comparable"], &[]),
    ("java.lang.Short", &["java.lang.Number", "java.lang.Comparable"], &[]),
    ("java.lang.Byte", &["java.lang.Number", "java.lang.Comparable"], &[]),
    ("java.lang.Double", &["java.lang.Number", "java.lang.Comparable"], &[]),
    ("java.lang.Float", &["java.lang.Number", "java.lang.Comparable"], &[]),
    ("java.lang.Boolean", &["java.io.Serializable", "java.lang.Comparable"], &[]),
    ("java.lang.Character", &["java.io.Serializable", "java.lang.Comparable"], &[]),
    ("java.lang.String", &["java.lang.CharSequence", "java.lang.Comparable", "java.io.Serializable"], &[]),
    ("java.lang.StringBuilder", &["java.lang.CharSequence", "java.lang.Appendable", "java.io.Serializable"], &[]),
    ("java.lang.StringBuffer", &["java.lang.CharSequence", "java.lang.Appendable", "java.io.Serializable"], &[]),
    ("java.lang.Enum", &["java.lang.Comparable", "java.io.Serializable"], &[]),
    ("java.lang.Record", &[], &[]),
    ("java.lang.Thread", &["java.lang.Runnable"], &[]),
    ("java.lang.ClassLoader", &[], &[]),
    ("java.io.InputStream", &["java.io.Closeable"], &["read"]),
    ("java.io.FilterInputStream", &["java.io.InputStream"], &[]),
    ("java.io.BufferedInputStream", &["java.io.FilterInputStream"], &[]),
    ("java.io.ByteArrayInputStream", &["java.io.InputStream"], &[]),
    ("java.io.FileInputStream", &["java.io.InputStream"], &[]),
    ("java.io.OutputStream", &["java.io.Closeable", "java.io.Flushable"], &["write"]),
    ("java.io.FilterOutputStream", &["java.io.OutputStream"], &[]),
    ("java.io.BufferedOutputStream", &["java.io.FilterOutputStream"], &[]),
    ("java.io.ByteArrayOutputStream", &["java.io.OutputStream"], &[]),
    ("java.io.PrintStream", &["java.io.FilterOutputStream", "java.lang.Appendable"], &[]),
    ("java.io.Reader", &["java.lang.Readable", "java.io.Closeable"], &["read", "close"]),
    ("java.io.BufferedReader", &["java.io.Reader"], &[]),
    ("java.io.InputStreamReader", &["java.io.Reader"], &[]),
    ("java.io.StringReader", &["java.io.Reader"], &[]),
    ("java.io.Writer", &["java.lang.Appendable", "java.io.Closeable", "java.io.Flushable"], &["write", "flush", "close"]),
    ("java.io.StringWriter", &["java.io.Writer"], &[]),
    ("java.io.PrintWriter", &["java.io.Writer"], &[]),
    ("java.lang.reflect.Type", &[], &[]),
    ("java.lang.reflect.AnnotatedElement", &[], &["getAnnotation", "getAnnotations", "getDeclaredAnnotations"]),
    ("java.lang.reflect.InvocationHandler", &[], &["invoke"]),
    ("java.nio.channels.Channel", &["java.io.Closeable"], &["isOpen"]),
    ("java.nio.file.Path", &["java.lang.Comparable", "java.lang.Iterable"], &["getFileName", "resolve"]),
    ("java.security.Key", &["java.io.Serializable"], &["getAlgorithm", "getFormat", "getEncoded"]),
    ("java.security.PublicKey", &["java.security.Key"], &[]),
    ("java.security.PrivateKey", &["java.security.Key"], &[]),
    ("java.security.Principal", &[], &["getName"]),
];

/// Methods that every object has, and how many parameters they take.
#[rustfmt::skip]
const OF_OBJECT: [(&str, usize); 9] = [
    ("equals", 1), ("hashCode", 0), ("toString", 0), ("getClass", 0), ("notify", 0), ("notifyAll", 0), ("clone", 0),
    ("finalize", 0), ("wait", 0),
];

/// Methods that every exception has.
#[rustfmt::skip]
const OF_THROWABLE: [(&str, usize); 11] = [
    ("getMessage", 0), ("getLocalizedMessage", 0), ("getCause", 0), ("initCause", 1), ("printStackTrace", 0),
    ("printStackTrace", 1), ("fillInStackTrace", 0), ("getStackTrace", 0), ("setStackTrace", 1), ("addSuppressed", 1),
    ("getSuppressed", 0),
];

fn row(name: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.0 == name)
}

/// What a class of the platform extends and implements itself; nothing if it is not known.
pub(super) fn supertypes(name: &str) -> Option<&'static [&'static str]> {
    if name == "java.lang.Object" {
        return Some(&[]);
    }
    row(name).map(|row| row.1)
}

/// The names of the abstract methods that it has itself; nothing if it is not known.
pub(super) fn abstract_methods(name: &str) -> Option<&'static [&'static str]> {
    row(name).map(|row| row.2)
}

/// The full name of a class that is used without an import.
pub(super) fn in_lang(name: &str) -> Option<String> {
    let full = format!("java.lang.{name}");
    (LANG.contains(&name) || row(&full).is_some()).then_some(full)
}

/// Whether it is a class of the table.
pub(super) fn is_known(name: &str) -> bool {
    row(name).is_some()
}

/// Whether the platform has it: nothing in the repository is looked for then.
pub(super) fn is_of_platform(name: &str) -> bool {
    name.starts_with("java.") || name.starts_with("javax.") || name.starts_with("jdk.")
}

/// Whether every object (or every exception) has a method.
pub(super) fn has_everywhere(name: &str, parameters: usize, is_throwable: bool) -> bool {
    OF_OBJECT.contains(&(name, parameters)) || is_throwable && OF_THROWABLE.contains(&(name, parameters))
}
