using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using SaliencyPS.Files;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>
/// A restricted unpickler: it builds numbers, strings, tuples, lists and dictionaries, and what <see cref="TorchObjects"/> knows.
/// An object of any other class is its name and attributes. Opcodes: CPython's pickletools, binary ones of protocols 2 to 5.
/// </summary>
/// <remarks>There is no recursion, and every opcode is paid for from a fixed budget, which bounds the stack, the memo and the
/// work.</remarks>
internal sealed class PickleMachine(Stream stream)
{
    // A state dict takes some thirty opcodes per tensor; the largest networks have a few thousand tensors.
    private const int MaximumOpcodes = 1_000_000;
    private const int MaximumString = 1 << 16;

    private static readonly object Mark = new();
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = new(KeyComparer.Instance);
    private int _budget = MaximumOpcodes;

    /// <summary>Every storage that was named, by key.</summary>
    public Dictionary<string, PickleStorage> Storages { get; } = [];

    /// <summary>Reads one pickle; the stream is left right behind it. A machine is used once.</summary>
    /// <returns>null, bool, long, BigInteger, double, string, object?[] (tuple), List, Dictionary or one of the Pickle*
    /// types.</returns>
    /// <exception cref="NetworkFormatException">The pickle is damaged, too large, or names what runs programs.</exception>
    public object? Load()
    {
        for (int opcode; (opcode = Byte()) != '.';)
        {
            Spend(1);
            Execute((char)opcode);
        }
        return Pop();
    }

    private void Execute(char opcode)
    {
        switch (opcode)
        {
            case '\x80': RequireProtocol(Byte()); break;
            case '\x95': Bytes(8); break; // FRAME: a hint for buffering
            case '(': Push(Mark); break;
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'K': Push((long)Byte()); break;
            case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))); break;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))); break;
            case '\x8a': PushInteger(new BigInteger(Bytes(Byte()))); break;
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Bytes(8))); break;
            case 'X' or 'T': PushString(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))); break;
            case '\x8c' or 'U': PushString((uint)Byte()); break;
            case 'B': PushBytes(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))); break;
            case 'C': PushBytes((uint)Byte()); break;
            case '\x8e' or '\x96': PushBytes(BinaryPrimitives.ReadInt64LittleEndian(Bytes(8))); break;
            case ')': Push(Array.Empty<object?>()); break;
            case '\x85': Push(PopMany(1)); break;
            case '\x86': Push(PopMany(2)); break;
            case '\x87': Push(PopMany(3)); break;
            case 't': Push(PopToMark()); break;
            case ']': Push(new List<object?>()); break;
            case 'a': Append(PopMany(1)); break;
            case 'e': Append(PopToMark()); break;
            case '}': Push(new Dictionary<object, object?>(KeyComparer.Instance)); break;
            case 's': SetItems(PopMany(2)); break;
            case 'u': SetItems(PopToMark()); break;
            case '\x8f': Push(new PickleObject(new PickleGlobal("builtins", "set"))); break;
            case '\x90': PopToMark(); Peek(); break;
            case '\x91': PopToMark(); Push(new PickleObject(new PickleGlobal("builtins", "frozenset"))); break;
            case 'q': Remember((uint)Byte()); break;
            case 'r': Remember(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))); break;
            case '\x94': Remember((uint)_memo.Count); break;
            case 'h': Recall((uint)Byte()); break;
            case 'j': Recall(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))); break;
            case 'c': Push(TorchObjects.Global(Line(), Line())); break;
            case '\x93':
                var names = PopMany(2);
                Push(TorchObjects.Global(As<string>(names[0]), As<string>(names[1])));
                break;
            case 'Q': PushStorage(TorchObjects.Storage(As<object?[]>(Pop()))); break;
            case 'R' or '\x81': Reduce(); break;
            case '\x92': Pop(); Reduce(); break; // the arguments by name
            case 'b': Build(); break;
            default: throw Fault($"opcode 0x{(int)opcode:x2} is not allowed");
        }
    }

    /// <summary>A call of a function, or of a class to make an object: our own code, whatever the name.</summary>
    private void Reduce()
    {
        var arguments = As<object?[]>(Pop());
        // An ordered dictionary is made from a list that may be used again and again: the copying must be paid for.
        if (arguments is [List<object?> items]) Spend(items.Count);
        Push(TorchObjects.Call(As<PickleGlobal>(Pop()), arguments));
    }

    /// <summary>
    /// Attributes set on an object. Ordered dictionaries (<c>_metadata</c>) and old parameters have some, too, which we do not
    /// need.
    /// </summary>
    private void Build()
    {
        var state = Pop();
        if (_stack.Count == 0 || _stack[^1] is not (Dictionary<object, object?> or PickleTensor or PickleObject))
            throw Fault("attributes are set on something that has none");
        if (_stack[^1] is PickleObject target) target.Attributes = state as Dictionary<object, object?>;
    }

    private void Append(object?[] values)
    {
        if (Peek() is not PickleObject) As<List<object?>>(Peek()).AddRange(values);
    }

    private void SetItems(object?[] values)
    {
        if (values.Length % 2 != 0) throw Fault("a key has no value");
        if (Peek() is PickleObject) return;
        var target = As<Dictionary<object, object?>>(Peek());
        for (var i = 0; i < values.Length; i += 2) TorchObjects.SetItem(target, values[i], values[i + 1]);
    }

    private void PushStorage(PickleStorage storage)
    {
        Storages[storage.Key] = storage;
        Push(storage);
    }

    private void PushInteger(BigInteger value) =>
        Push(value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value);

    private void PushString(uint length)
    {
        // Names are short. What is long is a log, or an array of NumPy's as protocol 2 has it.
        if (length > MaximumString)
        {
            PushBytes(length);
            return;
        }

        try
        {
            Push(Utf8.GetString(Bytes((int)length)));
        }
        catch (DecoderFallbackException)
        {
            throw Fault("a string is not UTF-8");
        }
    }

    /// <summary>Bytes, which no state dict has, as an object without them.</summary>
    private void PushBytes(long length)
    {
        if (length < 0 || length > stream.Length - stream.Position) throw Fault("it is truncated");
        stream.Position += length;
        Push(new PickleObject(new PickleGlobal("builtins", "bytes")));
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > 0 && _stack[^1] != Mark ? _stack[^1] : throw Fault("the stack is empty");

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] PopMany(int count)
    {
        var values = new object?[count];
        while (count > 0) values[--count] = Pop();
        return values;
    }

    private object?[] PopToMark()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0) throw Fault("a mark is missing");
        var values = PopMany(_stack.Count - mark - 1);
        _stack.RemoveAt(mark);
        return values;
    }

    private void Remember(uint slot) => _memo[slot] = Peek();

    private void Recall(uint slot) =>
        Push(_memo.TryGetValue(slot, out var value) ? value : throw Fault($"memo {slot} was never set"));

    private static void RequireProtocol(int version)
    {
        if (version is < 2 or > 5)
            throw new NetworkFormatException("The protocol is not supported.", "Pickle", "2 to 5", $"{version}");
    }

    private void Spend(int opcodes)
    {
        if ((_budget -= opcodes) < 0)
            throw new NetworkFormatException("There is too much in it.", "Pickle", $"at most {MaximumOpcodes} opcodes");
    }

    private string Line()
    {
        var text = new StringBuilder();
        for (int c; (c = Byte()) != '\n'; text.Append((char)c))
            if (text.Length == 256) throw Fault("a class name is too long");
        return text.ToString();
    }

    private int Byte()
    {
        var value = stream.ReadByte();
        return value >= 0 ? value : throw Fault("it is truncated");
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Fault("it is truncated");
    }

    private NetworkFormatException Fault(string what) => new($"The pickle is damaged: {what} (offset {stream.Position}).");

    private T As<T>(object? value) where T : class => value as T ?? throw Fault("an operand is of the wrong kind");
}
